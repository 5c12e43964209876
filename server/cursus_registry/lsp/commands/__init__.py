"""What `workspace/executeCommand` can do: one module a command, arguments checked, every refusal a sentence."""
