// A long change is done in rounds: the next one begins by itself. Without this, a button does.
document.querySelector("form[data-onward]")?.requestSubmit();
