// The numbers of a day refresh by themselves: not in a tab nobody looks at, not under somebody's hands, never by a page to sign in.
document.addEventListener('htmx:beforeRequest', event => {
	const part = event.target
	if (part.id !== 'cijfers') return
	if (document.hidden || part.contains(document.activeElement) || part.querySelector('details[open]')) event.preventDefault()
})
document.addEventListener('htmx:beforeSwap', event => {
	if (event.target.id === 'cijfers' && !event.detail.xhr.responseText.includes('id="cijfers"')) event.detail.shouldSwap = false
})
