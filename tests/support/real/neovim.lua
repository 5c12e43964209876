-- What the tests look at in Neovim. It changes nothing but the cursor.
Drive = {}

local function line_of(buffer, number)
  return vim.api.nvim_buf_get_lines(buffer, number, number + 1, false)[1] or ""
end

local function character(line, byte)
  return vim.fn.strchars(line:sub(1, byte)) + 1
end

function Drive.mode()
  return vim.api.nvim_get_mode().mode
end

function Drive.text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n") .. "\n"
end

function Drive.messages()
  return vim.fn.execute("messages")
end

-- The text of a file that Neovim has, or nil.
function Drive.text_of(path)
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.api.nvim_buf_get_name(buffer) == path then
      return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n") .. "\n"
    end
  end
  return vim.NIL
end

function Drive.cursor()
  local row, byte = unpack(vim.api.nvim_win_get_cursor(0))
  return { vim.api.nvim_buf_get_name(0), row, character(line_of(0, row - 1), byte) }
end

function Drive.put_cursor(row, column)
  vim.api.nvim_win_set_cursor(0, { row, #vim.fn.strcharpart(line_of(0, row - 1), 0, column - 1) })
  return true
end

function Drive.diagnostics()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    local code = one.code or one.user_data.lsp.code
    table.insert(found, { one.lnum + 1, character(line_of(0, one.lnum), one.col), code, one.message })
  end
  return found
end

-- The text of the window that floats over the others.
function Drive.float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), "\n")
    end
  end
  return ""
end

-- The names in the menu of completions, while it is open.
function Drive.menu()
  if vim.fn.pumvisible() == 0 then
    return {}
  end
  return vim.tbl_map(function(item) return item.abbr ~= "" and item.abbr or item.word end, vim.fn.complete_info({ "items" }).items)
end

function Drive.chosen()
  local info = vim.fn.complete_info({ "selected" })
  return info.selected >= 0 and Drive.menu()[info.selected + 1] or ""
end

-- How many servers Neovim believes to have.
function Drive.servers()
  return #(vim.lsp.get_clients or vim.lsp.get_active_clients)()
end

function Drive.pid()
  return vim.fn.getpid()
end
