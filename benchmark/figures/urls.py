"""Addresses of this room on the municipality's host."""

from django.urls import path

from benchmark.figures.views import entry, grid, tasks, workbooks

app_name = "figures"
urlpatterns = [
    path("", grid.start, name="start"),
    path("vorschlaege/", tasks.proposals, name="proposals"),
    path("vorschlaege/entscheiden/", tasks.decide, name="decide"),
    path("vorschlaege/neu-laden/", tasks.refresh, name="refresh"),
    path("pruefen/", tasks.check, name="check"),
    path("freigeben/", tasks.approve, name="approve"),
    path("vorlage.xlsx", workbooks.template, name="template"),
    path("hochladen/", workbooks.upload, name="upload"),
    path("hochladen/<int:upload_id>/", workbooks.preview, name="preview"),
    path("hochladen/<int:upload_id>/uebernehmen/", workbooks.store, name="store"),
    path("erfassen/", entry.show, name="entry"),
    path("erfassen/speichern/", entry.save, name="entry_save"),
    path("erfassen/einfuegen/", entry.paste, name="entry_paste"),
    path("erfassen/abschliessen/", entry.complete, name="entry_complete"),
    path("erfassen/wieder-oeffnen/", entry.reopen, name="entry_reopen"),
    path("erfassen/zelle/", entry.save_one, name="entry_cell"),
    path("<str:code>/", grid.show_indicator, name="indicator"),
    path("<str:code>/eintragen/", grid.enter, name="enter"),
    path("<str:code>/einfuegen/", grid.paste, name="paste_series"),
    path("<str:code>/datenzugang/", grid.set_access, name="access"),
    path("<str:code>/<int:year>/<str:group>/<str:concept>/", grid.show_history, name="history"),
    path("<str:code>/<int:year>/<str:group>/<str:concept>/wieder-oeffnen/", grid.reopen, name="reopen"),
]
