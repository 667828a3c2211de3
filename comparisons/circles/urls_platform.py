"""Addresses of the circles on the platform's host."""

from django.urls import path

from comparisons.circles.views import charter, moderator

app_name = "circles"

urlpatterns = [
    path("", moderator.start, name="start"),
    path("alle/", moderator.everything, name="all"),
    path("neu/", moderator.create, name="create"),
    path("<slug:slug>/", moderator.circle, name="circle"),
    path("<slug:slug>/einladen/", moderator.invite, name="invite"),
    path("<slug:slug>/moderation/", moderator.add_moderator, name="add-moderator"),
    path("<slug:slug>/forschung/entscheiden/", moderator.decide_on_research, name="decide-on-research"),
    path("<slug:slug>/einladung/<int:pk>/zuruecknehmen/", moderator.take_back, name="take-back"),
    path("<slug:slug>/vereinbarung/", charter.charter, name="charter"),
    path("<slug:slug>/vereinbarung/neu/", charter.begin, name="charter-begin"),
    path("<slug:slug>/vereinbarung/kernset/", charter.choose, name="charter-core-set"),
    path("<slug:slug>/vereinbarung/profil/", charter.adopt_profile, name="charter-profile"),
    path("<slug:slug>/vereinbarung/regeln/", charter.set_parameters, name="charter-parameters"),
    path("<slug:slug>/vereinbarung/veroeffentlichen/", charter.publish, name="charter-publish"),
    path("<slug:slug>/vereinbarung/verwerfen/", charter.discard, name="charter-discard"),
    path("<slug:slug>/runde/", moderator.open_round, name="open-round"),
    path("<slug:slug>/runde/<int:pk>/schliessen/", moderator.close_round, name="close-round"),
]
