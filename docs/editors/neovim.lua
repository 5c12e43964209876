-- Cursus Registry in Neovim 0.11 or newer. Put this into ~/.config/nvim/init.lua.
vim.lsp.config("cursus_registry", {
  cmd = { "cursus-registry", "lsp" },
  filetypes = { "python", "json", "yaml", "toml" },
  root_markers = { "cursus-registry.toml", "developer_workspaces", "src/cursus/registry", ".git" },
})
vim.lsp.enable("cursus_registry")

-- What is wrong stands behind the line; without this only its sign is shown.
vim.diagnostic.config({ virtual_text = true })
