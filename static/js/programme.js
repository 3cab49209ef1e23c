// The programme of a day: more rows, more blocks, blocks up and down. The page works without it.
const form = document.querySelector('form.pr')
const spare = { rij: document.getElementById('pr-row'), blok: document.getElementById('pr-block') }
let fresh = Math.max(0, ...[...form.querySelectorAll('[name=rij],[name=blok]')].map(field => +(/^n(\d+):/.exec(field.value)?.[1] ?? 0)))
const next = () => `n${++fresh}`
const button = (words, act, extra = 'quiet small') => {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = `btn ${extra}`
  made.textContent = words
  made.addEventListener('click', act)
  return made
}
const copy = (template, names) => {
  const box = document.createElement('template')
  box.innerHTML = Object.entries(names).reduce((html, [from, to]) => html.replaceAll(from, to), template.innerHTML)
  return box.content.firstElementChild
}
const keyOf = block => block.querySelector('[name=blok]')?.value.split(':')[0] ?? ''
const blocks = () => [...form.querySelectorAll('.pr-block:has([name=blok])')]
const titleOf = block => block.querySelector('[name$="-title"]')

// 1. Rows: as many as you need.
const addRows = (block, count) => {
  const rows = Array.from({ length: count }, () => copy(spare.rij, { __rij__: next(), __blok__: keyOf(block) }))
  block.querySelector('.pr-rows').append(...rows)
  return rows
}
// A choice of blocks knows the new ones too, by the title they have now.
const nameBlocks = () => form.querySelectorAll('select[name$="-block"]').forEach(select => blocks().forEach(block => {
  const key = keyOf(block)
  const option = [...select.options].find(known => known.value === key) ?? select.appendChild(new Option('', key))
  option.textContent = titleOf(block).value.trim() || 'Nieuw blok'
}))

// 2. Blocks: their place follows the page.
const place = () => blocks().forEach((block, at, all) => {
  const [up, down] = block.querySelectorAll('.pr-move button')
  if (up) { up.disabled = at === 0; down.disabled = at === all.length - 1 }
})
const move = (block, step) => {
  const all = blocks(), other = all[all.indexOf(block) + step]
  if (!other) return
  other[step < 0 ? 'before' : 'after'](block)
  blocks().forEach((one, at) => { one.querySelector('[name$="-position"]').value = at + 1 })
  typed = true
  place()
  const buttons = block.querySelectorAll('.pr-move button'), wanted = buttons[step < 0 ? 0 : 1]
  ;(wanted.disabled ? buttons[step < 0 ? 1 : 0] : wanted).focus()
}
const equip = block => {
  if (spare.rij) {
    const adds = document.createElement('div')
    adds.className = 'pr-adds'
    const add = count => () => {
      const titles = [...addRows(block, count), ...block.querySelectorAll('.pr-row.new')].map(row => row.querySelector('textarea'))
      titles.find(title => title.checkVisibility() && !title.value)?.focus()  // a phone shows one empty row at a time
    }
    adds.append(button('Nog een rij', add(1)), button('Nog vijf rijen', add(5)))
    block.querySelector('.pr-foot').prepend(adds)
  }
  const moves = document.createElement('div')
  moves.className = 'pr-move'
  moves.append(button('Omhoog', () => move(block, -1)), button('Omlaag', () => move(block, 1)))
  const name = () => titleOf(block).value.trim() || 'nieuw blok'
  moves.querySelectorAll('button').forEach(one => {
    one.addEventListener('focus', () => one.setAttribute('aria-label', `${one.textContent}: ${name()}`))
  })
  block.querySelector('.pr-order').append(moves)
  titleOf(block).addEventListener('input', nameBlocks)
}
let typed = !!document.getElementById('fouten')
if (!form.querySelector('.pr-all').disabled) {
  blocks().forEach(equip)
  place()
  if (spare.blok) {
    form.querySelector('.submit-row').append(button('Nog een blok', () => {
      const block = copy(spare.blok, { __blok__: next() })
      blocks().at(-1)?.after(block) ?? form.querySelector('.pr-all').append(block)
      equip(block)
      if (spare.rij) addRows(block, 3)
      nameBlocks()
      place()
      titleOf(block).focus()
    }, 'quiet'))
  }
}

// 3. The first fault has the focus; what was typed is not left behind unnoticed.
document.getElementById('fouten')?.focus()
form.addEventListener('input', () => { typed = true })
form.addEventListener('submit', () => { typed = false })
addEventListener('beforeunload', e => { if (typed) e.preventDefault() })
