-- Cursus Registry in Neovim 0.11 or newer. Put this into ~/.config/nvim/init.lua.
vim.lsp.config("cursus_registry", {
  cmd = { "cursus-registry", "lsp" },
  filetypes = { "python", "json", "yaml", "toml" },
  root_markers = { "cursus-registry.toml", "developer_workspaces", "src/cursus/registry", ".git" },
})
vim.lsp.enable("cursus_registry")

-- What is wrong stands behind the line; without this only its sign is shown.
vim.diagnostic.config({ virtual_text = true })

-- Names are offered while they are typed; without this, on Ctrl-X Ctrl-O.
vim.api.nvim_create_autocmd("LspAttach", {
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == "cursus_registry" then
      vim.lsp.completion.enable(true, client.id, event.buf, { autotrigger = true })
    end
  end,
})
