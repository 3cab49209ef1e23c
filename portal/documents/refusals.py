"""Why a document is not read or converted: one sentence each, for whoever brought it. Imports nothing."""


class DocumentRefused(Exception):
    """A document that cannot be read or converted; the text is a Dutch sentence for whoever brought it."""


TOO_SLOW = "Dit document omzetten duurt te lang. Probeer een korter of eenvoudiger document."
TOO_HEAVY = "Dit document is te zwaar om om te zetten. Splits het in kleinere stukken."
TOO_LARGE = "Dit document wordt te groot na het omzetten. Splits het in kleinere stukken."
UNREADABLE = "Dit document is niet leesbaar: het is beschadigd of van een ander type dan het zegt."

EMPTY_FILE = "Dit bestand is leeg."
FILE_TOO_LARGE = "Dit bestand is te groot: hoogstens {limit} MB."
LOCKED = "Dit document is beveiligd met een wachtwoord. Bewaar een kopie zonder wachtwoord en probeer opnieuw."
OLD_OFFICE = "Dit is een bestand van een oude Office (.doc, .ppt of .xls). Bewaar het als .docx of .pptx en probeer opnieuw."
UNKNOWN = "Dit soort bestand lezen we niet. Het kan een .pptx, .pdf, .docx, .odt, .rtf, .html, .md of .txt zijn."
SPREADSHEET = "Een rekenblad lezen we niet. Zet de tekst in een document of een presentatie."
SLIDES_OF_LIBREOFFICE = "Een presentatie in .odp lezen we niet. Bewaar ze als .pptx en probeer opnieuw."
PICTURE = "Dit is een afbeelding, geen document. Tekst in een afbeelding kunnen we niet lezen."
MISNAMED = "Dit bestand heet {name}, maar het is {what}. Geef het de juiste naam en probeer opnieuw."
DAMAGED = "Dit document is beschadigd: we kunnen het niet openen. Bewaar het opnieuw in het programma waarmee het gemaakt is."
TOO_MANY_PAGES = "Dit document is te lang: hoogstens {limit} bladzijden of dia's."
EXPANDS = "Dit document wordt te groot als het uitgepakt wordt. Maak de afbeeldingen kleiner of splits het."
REACHES_OUT = "Dit document verwijst naar bestanden buiten zichzelf (externe entiteiten). Zo’n document lezen we niet."
TOO_DEEP = "In dit document zit alles te diep in elkaar. Vereenvoudig de opmaak en probeer opnieuw."
NO_TEXT = "In dit document staat geen tekst. Is het een scan? Laat er eerst de tekst uit herkennen (OCR)."
TOO_MUCH_TEXT = "In dit document staat te veel tekst voor één keer. Splits het in kleinere stukken."
