-- Cursus Registry in Neovim 0.7 to 0.10. Put this into ~/.config/nvim/init.lua.
local markers = { "cursus-registry.toml", "developer_workspaces", "src/cursus/registry", ".git" }
local clients = {} -- one server for each root

local function root_of(file)
  local folder = vim.fn.fnamemodify(file, ":p:h")
  while true do
    for _, marker in ipairs(markers) do
      if vim.loop.fs_stat(folder .. "/" .. marker) then
        return folder
      end
    end
    local parent = vim.fn.fnamemodify(folder, ":h")
    if parent == folder then
      return nil
    end
    folder = parent
  end
end

-- Keys that newer versions have by themselves; Ctrl-] goes to the definition, Ctrl-X Ctrl-O completes.
local function on_attach(_, buffer)
  vim.bo[buffer].omnifunc = "v:lua.vim.lsp.omnifunc"
  vim.bo[buffer].tagfunc = "v:lua.vim.lsp.tagfunc"
  for keys, act in pairs({
    K = vim.lsp.buf.hover,
    grn = vim.lsp.buf.rename,
    gra = vim.lsp.buf.code_action,
    grr = vim.lsp.buf.references,
    gO = vim.lsp.buf.document_symbol,
  }) do
    vim.keymap.set("n", keys, act, { buffer = buffer })
  end
end

local function start(root)
  return vim.lsp.start_client({
    name = "cursus_registry",
    cmd = { "cursus-registry", "lsp" },
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
    on_attach = on_attach,
    on_exit = function()
      clients[root] = nil -- the next file that is opened, or :edit, starts another
    end,
  })
end

vim.api.nvim_create_autocmd("FileType", {
  pattern = { "python", "json", "yaml", "toml" },
  callback = function(event)
    local root = root_of(event.match ~= "" and vim.api.nvim_buf_get_name(event.buf) or "")
    if root then
      clients[root] = clients[root] or start(root)
      vim.lsp.buf_attach_client(event.buf, clients[root])
    end
  end,
})
