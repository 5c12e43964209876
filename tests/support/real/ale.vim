" What the tests look at in Vim. It changes nothing but the cursor, and is asked through a channel.

func! DriveLook(name, arguments) abort
  return call('s:' . a:name, a:arguments)
endfunc

func! s:mode() abort
  return mode()
endfunc

func! s:text() abort
  return join(getline(1, '$'), "\n") . "\n"
endfunc

func! s:messages() abort
  return execute('messages')
endfunc

" The text of a file that Vim has, or null.
func! s:text_of(path) abort
  for l:buffer in getbufinfo({'bufloaded': 1})
    if l:buffer.name ==# a:path
      return join(getbufline(l:buffer.bufnr, 1, '$'), "\n") . "\n"
    endif
  endfor
  return v:null
endfunc

func! s:cursor() abort
  return [expand('%:p'), line('.'), charcol('.')]
endfunc

func! s:put_cursor(line, column) abort
  call setcursorcharpos(a:line, a:column)
  return v:true
endfunc

" What stands in the location list of ours: a code before the message. Other linters may have their say, too.
func! s:diagnostics() abort
  let l:items = filter(getloclist(0), 'v:val.bufnr == bufnr() && v:val.text =~# "^CUR[0-9]*: "')
  return map(l:items, {_, one ->
  \   [one.lnum, charidx(getline(one.lnum), one.col - 1) + 1, one.text[:5], substitute(one.text, '^[^:]*: ', '', '')]})
endfunc

" How many programs Vim thinks are running: it notices later than the system that one has ended.
func! s:running() abort
  return len(filter(job_info(), {_, job -> job_status(job) ==# 'run'}))
endfunc

" The text of the preview window.
func! s:preview() abort
  for l:window in getwininfo()
    if getwinvar(l:window.winnr, '&previewwindow')
      return join(getbufline(l:window.bufnr, 1, '$'), "\n")
    endif
  endfor
  return ''
endfunc

" The names in the menu. ALE shows what it would insert: with the quote where none closes the string.
func! s:menu() abort
  return pumvisible() ? map(complete_info(['items']).items, {_, item -> trim(item.word, "\"'")}) : []
endfunc

func! s:chosen() abort
  let l:at = complete_info(['selected']).selected
  return l:at >= 0 && pumvisible() ? s:menu()[l:at] : ''
endfunc

let s:channel = ch_open($DRIVE_ADDRESS, {'mode': 'json'})
