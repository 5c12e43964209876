"""The language server: from the protocol to the features and back.

The only package that knows pygls and lsprotocol. A request is converted in, answered by one call, converted out.
"""
