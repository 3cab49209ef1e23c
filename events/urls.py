"""Where study days, sessions and speakers live. Cut off at any slash it is still a page."""

from django.urls import path

from events.views import calendars, days, register, sessions, speakers

app_name = "events"
urlpatterns = [
    path("studiedagen/", days.browse, name="days"),
    path("studiedagen/<slug:slug>/", days.detail, name="day"),
    path("studiedagen/<slug:slug>/programma.ics", calendars.day, name="day_ics"),
    path("studiedagen/<slug:slug>/inschrijven/", register.form, name="register"),
    path("studiedagen/<slug:slug>/sessies/", days.sessions, name="sessions"),
    path("studiedagen/<slug:day>/sessies/<slug:slug>/", sessions.detail, name="session"),
    path("studiedagen/<slug:day>/sessies/<slug:slug>/sessie.ics", calendars.session, name="session_ics"),
    path("sprekers/", speakers.browse, name="speakers"),
    path("sprekers/<slug:slug>/", speakers.detail, name="speaker"),
]
