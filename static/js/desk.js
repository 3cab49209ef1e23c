// The desk: names, roles and keys that the admin's own scripts leave out. Loaded with defer, before the form's media.
// 1. The editor wants to add an inline <style> with its few base rules, which the policy forbids. desk.css has those rules;
//    an element of that name outside the HTML namespace tells the editor they are there, and is not a style sheet itself.
const there = document.createElementNS(null, 'style')
there.setAttribute('data-tiptap-style', '')
document.head.append(there)

// 2. The editor's tips are English words of its own: the catalogue knows them. A tip is also the name of its button.
const say = window.gettext || (words => words)
const translateBar = bar => {
  bar.querySelectorAll('[title]').forEach(button => {
    button.title = say(button.title)
    button.setAttribute('aria-label', button.title)
  })
  bar.querySelectorAll('.prose-menubar__option *').forEach(option => { option.textContent = say(option.textContent) })
}
const translateDialogs = new MutationObserver(changes => changes.forEach(({ addedNodes }) => addedNodes.forEach(added => {
  added.querySelectorAll?.('.prose-editor-dialog-field option').forEach(option => { option.value = option.value; option.text = say(option.text) })
})))

// 3. The rich text gets the name of its label, its help text and its errors.
const labelled = field => {
  const label = document.querySelector(`label[for="${CSS.escape(field.id)}"]`)
  return label ? label.textContent.trim().replace(/:$/, '') : field.name
}
// What an office program pastes is tidied before the editor reads it; its headings become ours. The server cleans again.
const tidy = html => html
  .replace(/<(style|script|xml)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/gi, '')
  .replace(/(<[a-z][\w:]*\b)((?:[^>"']|"[^"]*"|'[^']*')*)/gi, (_tag, name, rest) => name + rest.replace(/\s(?:style|class|lang|on\w+)=(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, ''))
  .replace(/<(\/?)h[1-6]\b/gi, '<$1h3')
document.addEventListener('prose-editor:ready', ({ detail: { editor, textarea } }) => {
  const section = textarea.closest('.inline-related')?.querySelector('.inline_label')?.textContent.trim()
  const attributes = { role: 'textbox', 'aria-multiline': 'true', 'aria-label': [labelled(textarea), section].filter(Boolean).join(', ') }
  const help = document.getElementById(textarea.id + '_helptext')
  if (help) attributes['aria-describedby'] = help.id
  editor.setOptions({ editorProps: { attributes, transformPastedHTML: tidy } })
  const box = textarea.closest('.prose-editor')
  setTimeout(() => box.querySelectorAll('.prose-menubar').forEach(translateBar))
  translateDialogs.observe(box, { childList: true })
})

// 4. A section is called by its rubriek, also before it is saved.
const nameSection = select => {
  const title = select.closest('.inline-related')?.querySelector('.inline_label')
  if (title && select.value) title.textContent = select.selectedOptions[0].text
}
const rubrieken = root => root.querySelectorAll?.('.inline-related:not(.tabular):not(.has_original) select[name$="-rubriek"]').forEach(nameSection)
rubrieken(document)
document.addEventListener('change', e => { if (e.target.matches?.('.inline-related:not(.tabular) select[name$="-rubriek"]')) nameSection(e.target) })

// 5. An autocomplete is a combobox: give it its label's words. Runs again for rows added later.
const columnOf = field => {
  const cell = field.closest('td')
  return cell && cell.closest('table').tHead.rows[0].cells[cell.cellIndex]?.textContent.trim()
}
const nameSelects = root => root.querySelectorAll?.('select.admin-autocomplete').forEach(select => {
  const box = select.nextElementSibling?.querySelector('[role=combobox]')
  if (!box) return
  box.removeAttribute('aria-labelledby')
  const shown = box.querySelector('[role=textbox]')
  for (const extra of ['role', 'aria-readonly']) shown?.removeAttribute(extra)
  select.nextElementSibling.querySelector('input[type=search]')?.setAttribute('aria-label', labelled(select))
  const list = box.querySelector('ul')  // holds a button beside its items: not a list for who listens
  if (list) { list.setAttribute('role', 'presentation'); list.querySelectorAll('li').forEach(item => item.setAttribute('role', 'presentation')) }
  const chosen = select.multiple ? '' : select.selectedOptions[0]?.text
  box.setAttribute('aria-label', (columnOf(select) || labelled(select)) + (chosen ? ': ' + chosen : ''))
})
// 6. Cells of a tabular inline are named by their column and row.
const nameCells = root => {
  root.querySelectorAll('.tabular td :is(input:not([type=hidden]),select:not(.admin-autocomplete),textarea)').forEach(field => {
    const head = columnOf(field)
    if (head && !field.labels?.length && !field.hasAttribute('aria-label')) field.setAttribute('aria-label', `${head}, rij ${field.closest('tr').rowIndex}`)
  })
  root.querySelectorAll('th.original:empty').forEach(th => { th.innerHTML = '<span class="visually-hidden">Volgorde</span>' })
}
addEventListener('load', () => setTimeout(() => { nameSelects(document); nameCells(document) }))
document.addEventListener('formset:added', e => setTimeout(() => { nameSelects(e.target); nameCells(e.target.parentNode) }))
document.addEventListener('change', e => nameSelects(e.target.parentNode))

// A moment is two fields under one label; the search field of an opened chooser has none.
document.querySelectorAll('div:is(#id_audiences,#id_levels,#id_groups)').forEach(group => {
  group.setAttribute('role', 'group')
  group.setAttribute('aria-label', group.closest('.flex-container')?.querySelector('label')?.textContent.trim() || '')
})
document.querySelectorAll('.datetime :is(.vDateField,.vTimeField)').forEach(field => {
  const label = field.closest('.fieldBox, .flex-container, td')?.querySelector('label')?.textContent.trim()
  if (label) field.setAttribute('aria-label', `${label}: ${field.matches('.vDateField') ? 'datum' : 'tijd'}`)
})
document.addEventListener('focusin', e => {
  if (e.target.matches('.select2-search__field:not([aria-label])')) e.target.setAttribute('aria-label', 'Zoeken')
})

// 7. The move buttons of sortable inlines also work from the keyboard: Enter goes to the end, an arrow goes one place.
const renumber = rows => rows.forEach((row, place) => { row.querySelector('input._reorder_').value = place + 1 })
document.querySelectorAll('.sort i[role=button]').forEach(button => { button.tabIndex = 0 })
document.addEventListener('keydown', e => {
  if (!e.target.matches?.('.sort i[role=button]')) return
  if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); e.target.click(); e.target.focus() }
  if (e.key !== 'ArrowUp' && e.key !== 'ArrowDown') return
  e.preventDefault()
  const row = e.target.closest('.has_original')
  const rows = [...row.parentNode.querySelectorAll(':scope > .has_original')]
  const other = rows[rows.indexOf(row) + (e.key === 'ArrowUp' ? -1 : 1)]
  if (!other) return
  other.insertAdjacentElement(e.key === 'ArrowUp' ? 'beforebegin' : 'afterend', row)
  renumber([...row.parentNode.querySelectorAll(':scope > .has_original')])
  e.target.focus()
  e.target.dispatchEvent(new Event('change', { bubbles: true }))
})

// 8. The search box of a list is named by the (English) alternative text of its magnifier.
const search = document.getElementById('searchbar')
if (search) {
  search.setAttribute('aria-label', 'Zoeken')
  search.labels[0]?.querySelector('img')?.setAttribute('alt', '')
}

// 9. A long filter that is not in use begins closed (filters.js then opens what this person opened before).
document.querySelectorAll('#changelist-filter details').forEach(filter => {
  if (filter.querySelectorAll('li').length > 9 && filter.querySelector('li.selected') === filter.querySelector('li')) filter.open = false
})

// 10. What was typed is not left behind unnoticed; and a fault in a closed part opens it.
const form = document.querySelector('.change-form #content-main > form')
if (form) {
  let typed = !!document.querySelector('.errornote')  // a refused save: what was typed is only here
  for (const kind of ['input', 'change']) form.addEventListener(kind, e => { if (e.isTrusted || kind === 'input') typed = true })
  form.addEventListener('submit', () => { typed = false })
  addEventListener('beforeunload', e => { if (typed) e.preventDefault() })
  form.querySelectorAll('details:has(.errorlist)').forEach(part => { part.open = true })
}

// 11. A long list of ticks gets one tick for all of them.
document.querySelectorAll('fieldset[data-tick-all]').forEach(group => {
  const ticks = [...group.querySelectorAll('.tick input[type=checkbox]')]
  const row = document.createElement('div'), all = document.createElement('input'), label = document.createElement('label')
  Object.assign(all, { type: 'checkbox', id: 'tick-all' })
  Object.assign(label, { htmlFor: all.id, textContent: group.dataset.tickAll })
  row.className = 'tick all'
  row.append(all, label)
  group.querySelector('legend').after(row)
  const count = () => {
    const ticked = ticks.filter(tick => tick.checked).length
    all.checked = ticked === ticks.length
    all.indeterminate = ticked > 0 && !all.checked
  }
  all.addEventListener('change', () => ticks.forEach(tick => { tick.checked = all.checked }))
  group.addEventListener('change', count)
  count()
})

// 12. Who signs out leaves no text behind in this browser.
document.addEventListener('submit', event => {
  if (!event.target.matches('form[action$="/logout/"]')) return
  try { Object.keys(localStorage).filter(key => key.startsWith('klad:')).forEach(key => localStorage.removeItem(key)) } catch { /* nothing was kept */ }
})
