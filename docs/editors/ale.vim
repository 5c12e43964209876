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

" One server has all files of a checkout. It comes beside the linters that ALE runs anyway.
function! s:Add(filetype) abort
  let g:ale_linters = get(g:, 'ale_linters', {})
  if index(get(g:ale_linters, a:filetype, []), 'cursus_registry') >= 0
    return
  endif
  let g:ale_linters[a:filetype] = map(copy(ale#linter#Get(a:filetype)), 'v:val.name') + ['cursus_registry']
  call ale#linter#Define(a:filetype, {
  \   'name': 'cursus_registry',
  \   'lsp': 'stdio',
  \   'executable': 'cursus-registry',
  \   'command': '%e lsp',
  \   'project_root': function('CursusRegistryRoot'),
  \})
endfunction

let g:ale_lint_on_text_changed = 'always'  " while one types, too

" K tells about a step, gd goes to its definition, Ctrl-X Ctrl-O completes.
augroup CursusRegistry
  autocmd!
  autocmd FileType python,json,yaml,toml call s:Add(expand('<amatch>'))
  autocmd FileType python,json,yaml,toml setlocal omnifunc=ale#completion#OmniFunc
  autocmd FileType python,json,yaml,toml nmap <buffer> K <Plug>(ale_hover)
  autocmd FileType python,json,yaml,toml nmap <buffer> gd <Plug>(ale_go_to_definition)
augroup END
