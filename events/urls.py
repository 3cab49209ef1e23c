"""Where study days, sessions and speakers live. Cut off at any slash it is still a page."""

from django.urls import include, path

from events.views import calendars, days, lost, parties, register, registration, seats, sessions, speakers

app_name = "events"
secret_urls = [  # behind /inschrijving/<code>/
    path("", registration.overview, name="registration"),
    path("keuzes/", registration.choices, name="registration_choices"),
    path("gegevens/", registration.edit, name="registration_edit"),
    path("uitschrijven/", registration.leave, name="registration_leave"),
    path("teruggeven/", registration.short_of_seat),
    path("teruggeven/<int:session>/", registration.seat, name="registration_seat"),
    path("ticket.pdf", registration.ticket, name="registration_ticket"),
    path("studiedag.ics", registration.calendar_file, name="registration_ics"),
    path("mijn-gegevens.json", registration.data, name="registration_data"),
    path("wissen/", registration.erase, name="registration_erase"),
]
party_urls = [  # behind /inschrijving/groep/<code>/
    path("", parties.overview, name="party"),
    path("teruggeven/", parties.short_of_seat),
    path("mijn-gegevens.json", parties.data, name="party_data"),
    path("wissen/", parties.erase, name="party_erase"),
    path("teruggeven/<int:number>/", parties.seat_back, name="party_seat"),
]
urlpatterns = [
    path("studiedagen/", days.browse, name="days"),
    path("studiedagen/<slug:slug>/", days.detail, name="day"),
    path("studiedagen/<slug:slug>/programma.ics", calendars.day, name="day_ics"),
    path("studiedagen/<slug:slug>/inschrijven/", register.form, name="register"),
    path("studiedagen/<slug:slug>/plaatsen.json", seats.left, name="seats"),
    path("studiedagen/<slug:slug>/sessies/", days.sessions, name="sessions"),
    path("studiedagen/<slug:day>/sessies/<slug:slug>/", sessions.detail, name="session"),
    path("studiedagen/<slug:day>/sessies/<slug:slug>/sessie.ics", calendars.session, name="session_ics"),
    path("inschrijving/", lost.ask, name="registration_lost"),
    path("inschrijving/groep/", lost.of_a_group),
    path("inschrijving/groep/<str:code>/", include(party_urls)),
    path("inschrijving/<str:code>/", include(secret_urls)),
    path("sprekers/", speakers.browse, name="speakers"),
    path("sprekers/<slug:slug>/", speakers.detail, name="speaker"),
]
