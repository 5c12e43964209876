" Cursus Registry in Vim with ALE. Put this into ~/.vimrc.
packadd! ale  " where ALE is one of Vim's packages; with a plugin manager, put all this after its own lines instead

function! CursusRegistryRoot(buffer) abort
  for l:marker in ['cursus-registry.toml', 'developer_workspaces', 'src/cursus/registry', '.git']
    let l:folder = fnamemodify(bufname(a:buffer), ':p:h')
    while l:folder isnot# fnamemodify(l:folder, ':h')
      if !empty(getftype(l:folder . '/' . l:marker))
        return l:folder
      endif
      let l:folder = fnamemodify(l:folder, ':h')
    endwhile
  endfor
  return ''
endfunction

" One server has all files of a checkout.
for s:filetype in ['python', 'json', 'yaml', 'toml']
  call ale#linter#Define(s:filetype, {
  \   'name': 'cursus_registry',
  \   'lsp': 'stdio',
  \   'executable': 'cursus-registry',
  \   'command': '%e lsp',
  \   'project_root': function('CursusRegistryRoot'),
  \})
endfor

" For Python ALE runs only what is named: its own choice, or yours, and this.
let g:ale_linters = get(g:, 'ale_linters', {})
let g:ale_linters.python = get(g:ale_linters, 'python', ['flake8', 'mypy', 'pylint', 'pyright', 'ruff'])
\   + ['cursus_registry']
let g:ale_lint_on_text_changed = 'always'  " while one types, too

" K tells about a step, gd goes to its definition, Ctrl-X Ctrl-O completes.
augroup CursusRegistry
  autocmd!
  autocmd FileType python,json,yaml,toml setlocal omnifunc=ale#completion#OmniFunc
  autocmd FileType python,json,yaml,toml nmap <buffer> K <Plug>(ale_hover)
  autocmd FileType python,json,yaml,toml nmap <buffer> gd <Plug>(ale_go_to_definition)
augroup END
