"""Document links over the protocol."""

import pytest
from lsprotocol import types as lsp

from cursus_registry.files.uris import to_uri
from support import clients
from support.checks import CORE
from support.server import Desk

CORE_PATH, BUILDER = "/src/cursus/registry/step_names.py", "/src/cursus/steps/builders/builder_package_step.py"
PROJECT = f"{CORE}\n#- {BUILDER}\nclass PackageStepBuilder: ...\n#- /fraud.py\nimport cursus\n"


def links(path, client=None):
    desk = Desk(PROJECT, client)
    desk.run()
    desk.open(path)
    return desk.ask(lsp.TEXT_DOCUMENT_DOCUMENT_LINK, lsp.DocumentLinkParams(lsp.TextDocumentIdentifier(to_uri(path))))


def test_document_link_p2_over_the_protocol():
    assert links(CORE_PATH) == [
        lsp.DocumentLink(
            lsp.Range(lsp.Position(10, 30), lsp.Position(10, 48)),
            to_uri(BUILDER),
            f"Open the builder of this step: {BUILDER.lstrip('/')}",
        )
    ]


@pytest.mark.parametrize("known", [None, lsp.DocumentLinkClientCapabilities()])
def test_document_link_p2_without_tooltips(known):
    client = clients.vscode()
    client.text_document.document_link = known
    [link] = links(CORE_PATH, client)
    assert link.tooltip is None


def test_document_link_is_null_where_nothing_is_declared():
    assert links("/fraud.py") is None
