import os, shutil

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
from playwright.sync_api import sync_playwright
from django.conf import settings
from tests.support import nested, rounds
from tests.support.people import PASSWORD, email_of
from tests.support.server import web_server
from tenants.border.jobs import perform_waiting
from tenants.membership.roles import RoleCode

OUT = "/tmp/totals_shots"


def test_shoot(nest):
    os.makedirs(OUT, exist_ok=True)
    for year, (t, f) in {2020: (3600, 450), 2021: (3700, 500), 2022: (3762, 518)}.items():
        rounds.approve(nest.own, {year: (t, 6014)}, indicator="ARB-01", group="total", concept="NAT_BA")
        if year != 2020:
            rounds.approve(nest.own, {year: (f, 959)}, indicator="ARB-01", group="foreign", concept="NAT_BA")
    with web_server(settings.DATABASES["default"]["NAME"]) as port, sync_playwright() as p:
        b = p.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--host-resolver-rules=MAP *.localhost 127.0.0.1"],
        )

        def ctx(slug, role, **kw):
            c = b.new_context(locale="de-DE", viewport={"width": 1366, "height": 768}, **kw)
            page = c.new_page()
            base = f"http://{slug + '.' if slug else ''}localhost:{port}"
            page.goto(base + "/konto/login/")
            page.fill("[name=login]", email_of(role, slug or "platform"))
            page.fill("[name=password]", PASSWORD)
            page.click("main button[type=submit]")
            return page, base

        def shot(page, name, dark=False):
            page.screenshot(path=f"{OUT}/{name}.png", full_page=True)

        slug = nest.circle.slug
        mod, base = ctx(None, RoleCode.MODERATOR)
        mod.goto(f"{base}/ringe/{slug}/summen/")
        shot(mod, "m1_empty")
        mod.goto(f"{base}/ringe/{slug}/summen/vereinbaren/")
        shot(mod, "m2_agree")
        mod.select_option("[name='total-ARB-01']", index=1)
        mod.fill("[name=first_year]", "2019")
        mod.fill("[name=last_year]", "2023")
        mod.click("main form button[type=submit] >> nth=0") if False else mod.get_by_role(
            "button", name="Vereinbarung festhalten"
        ).click()
        shot(mod, "m3_agreed")
        own, obase = ctx("langenberg", RoleCode.INTEGRATION_OFFICE)
        own.goto(f"{obase}/ringe/{slug}/")
        shot(own, "o0_circle")
        own.goto(f"{obase}/ringe/{slug}/summen/")
        shot(own, "o1_sums")
        own.goto(f"{obase}/ringe/{slug}/summen/uebergeben/")
        shot(own, "o2_handover")
        own.get_by_role("button", name="Angekreuzte Anzahlen übergeben").click()
        shot(own, "o3_nothing_ticked")
        own.check("[id='point-ARB-01-2022']")
        own.check("[id='point-ARB-01-2021']")
        own.get_by_role("button", name="Angekreuzte Anzahlen übergeben").click()
        shot(own, "o4_receipt")
        own.goto(f"{obase}/ringe/{slug}/summen/uebergeben/")
        shot(own, "o5_given")
        nested.give_rows(nest.circle, 2022, {ags: (8000 + 700 * i, 900 + 130 * i) for i, ags in enumerate(nest.others)})
        nested.give_rows(
            nest.circle,
            2021,
            {
                ags: (8000 + 700 * i, [1, 1, 0, 2, 300, 280, 290, 1, 0, 300, 310, 290][i])
                for i, ags in enumerate(nest.others)
            },
        )
        mod.goto(f"{base}/ringe/{slug}/summen/")
        shot(mod, "m4_board")
        for box in mod.locator("input[name=point]").all():
            box.check()
        mod.get_by_role("button", name="Angekreuzte Tabellen freigeben").click()
        shot(mod, "m5_ordered")
        perform_waiting()
        mod.goto(f"{base}/ringe/{slug}/summen/")
        shot(mod, "m6_released")
        for y in (2021, 2022):
            own.goto(f"{obase}/ringe/{slug}/summen/ARB-01/{y}/")
            shot(own, f"o6_table_{y}")
        own.goto(f"{obase}/ringe/{slug}/summen/")
        shot(own, "o7_sums")
        small = own.context.new_page()
        small.set_viewport_size({"width": 320, "height": 640})
        for name, path in (
            ("handover", f"/ringe/{slug}/summen/uebergeben/"),
            ("table", f"/ringe/{slug}/summen/ARB-01/2022/"),
            ("sums", f"/ringe/{slug}/summen/"),
        ):
            small.goto(obase + path)
            shot(small, f"s_{name}")
            print(name, small.evaluate("document.documentElement.scrollWidth"))
        dark, dbase = ctx("langenberg", RoleCode.INTEGRATION_OFFICE, color_scheme="dark")
        for name, path in (
            ("handover", f"/ringe/{slug}/summen/uebergeben/"),
            ("table", f"/ringe/{slug}/summen/ARB-01/2022/"),
        ):
            dark.goto(dbase + path)
            shot(dark, f"d_{name}")
        for y in (2021,):
            pass
    from comparisons.totals.models import TotalsRelease
    from tenants.border import Role, acting_as

    with acting_as(Role.EXCHANGE):
        for r in TotalsRelease.objects.all():
            print(r.year, r.refused, r.table)
