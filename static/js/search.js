// Suggestions below a search field, as a combobox. portal.js fetches this file when somebody comes to such a field;
// without it the field is a plain one. One request per pause, and never two at a time.
const PAUSE = 180, LEAST = 2
const EDGE = 16, GAP = 8, WIDE = 416, LOW = 200

export function combobox(field, say) {
  const { form } = field
  const list = document.createElement('div')
  Object.assign(list, { id: field.id + '-suggestions', className: 'suggestions', popover: 'manual', role: 'listbox', ariaLabel: 'Suggesties' })
  form.after(list) // shown in the top layer: nothing around it cuts it off or moves
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id })) {
    field.setAttribute(name, value)
  }
  field.autocomplete = 'off'
  const plain = text => text.trim().replace(/\s+/g, ' ').toLowerCase()
  const before = field.dataset.sent ?? field.defaultValue
  let asked = plain(before), timer, request = null, active = null

  const isOpen = () => list.matches(':popover-open')
  const options = () => [...list.querySelectorAll('[role=option]')]
  const typed = () => plain(field.value)

  function place() {
    const box = (field.closest('.search-box') ?? field).getBoundingClientRect(), page = document.documentElement.clientWidth
    const width = Math.min(Math.max(box.width, WIDE), page - 2 * EDGE)
    list.style.width = width + 'px'
    list.style.left = Math.max(EDGE, Math.min(box.left, page - width - EDGE)) + scrollX + 'px'
    list.style.top = box.bottom + scrollY + GAP + 'px'
    list.style.maxHeight = Math.max(LOW, (visualViewport?.height ?? innerHeight) - box.bottom - 2 * GAP) + 'px' // above a phone's keyboard
  }

  function choose(option) {
    active?.setAttribute('aria-selected', 'false')
    active = option
    if (!option) return field.removeAttribute('aria-activedescendant')
    option.setAttribute('aria-selected', 'true')
    field.setAttribute('aria-activedescendant', option.id)
    option.scrollIntoView({ block: 'nearest' })
  }

  function open() {
    if (!options().length) return
    place()
    if (!isOpen()) list.showPopover()
    field.setAttribute('aria-expanded', 'true')
  }

  function close() {
    choose(null)
    if (isOpen()) list.hidePopover()
    field.setAttribute('aria-expanded', 'false')
  }

  function cancel() { // nothing that was asked before may still arrive
    clearTimeout(timer)
    request?.abort()
    request = null
  }

  function clear() {
    asked = ''
    list.replaceChildren()
    close()
  }

  async function ask() {
    const wanted = asked = typed()
    const mine = request = new AbortController()
    try {
      const answer = await fetch(field.dataset.suggest + '?q=' + encodeURIComponent(wanted), { signal: mine.signal })
      const html = answer.ok ? await answer.text() : ''
      if (mine !== request) return
      choose(null)
      list.innerHTML = html // our own template: what was typed is escaped there
    } catch {
      if (mine === request) asked = '' // no answer: the next letter asks again
      return
    } finally {
      if (mine === request) request = null
    }
    const { length } = options()
    if (document.activeElement !== field) return
    if (length) open()
    else close()
    say(length ? length + (length === 1 ? ' suggestie' : ' suggesties') : 'Geen suggesties')
  }

  function leave() {
    if (request || asked !== typed()) list.replaceChildren() // what it holds belongs to other words
    cancel()
    close()
    asked = typed() // the same words again are no reason to ask
  }

  function take(option) {
    const { url, value } = option.dataset
    leave()
    if (url) return location.assign(url)
    field.value = value
    form.requestSubmit()
  }

  field.addEventListener('input', event => {
    if (event.isComposing) return
    clearTimeout(timer)
    if (typed() === asked) return
    cancel()
    choose(null)
    if (typed().length >= LEAST) timer = setTimeout(ask, PAUSE)
    else clear()
  })
  field.addEventListener('compositionend', () => field.dispatchEvent(new Event('input', { bubbles: true })))
  field.addEventListener('keydown', event => {
    if (event.isComposing) return
    const all = asked === typed() ? options() : []
    const at = all.indexOf(active), steps = { ArrowDown: at + 1, ArrowUp: at < 0 ? all.length - 1 : at - 1 }
    if (active) Object.assign(steps, { Home: 0, End: all.length - 1 })
    if (event.key in steps && all.length && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault()
      open()
      if (!event.altKey) choose(all[steps[event.key]] ?? null) // past either end is the field itself
    } else if (event.key === 'Enter' && isOpen() && active) {
      event.preventDefault()
      take(active)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      const wasOpen = isOpen()
      leave()
      if (wasOpen) return
      field.value = ''
      clear()
    } else if (event.key === 'Tab') leave()
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') choose(null)
  })
  field.addEventListener('blur', leave)
  form.addEventListener('submit', leave)
  list.addEventListener('mousedown', event => event.preventDefault()) // the field keeps the focus
  list.addEventListener('click', event => {
    const option = event.target.closest('[role=option]')
    if (option) take(option)
  })
  const screen = visualViewport ?? window
  screen.addEventListener('resize', () => { if (isOpen()) place() })
  addEventListener('pagehide', leave)
  if (field.value !== before) field.dispatchEvent(new Event('input', { bubbles: true })) // typed while this file came
}
