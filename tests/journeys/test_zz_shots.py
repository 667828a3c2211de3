import pytest
from pathlib import Path
from tests.support.demo_world import FIVE_SLUG, INVITED_SLUG, NINE_SLUG, OWN, address_of_person
from tenants.membership.roles import RoleCode

OUT = Path("/tmp/shots_policy")
OUT.mkdir(exist_ok=True)


def test_shots(visitor):
    for slug, role, pages in (
        (
            None,
            RoleCode.MODERATOR,
            {
                "mod_price": f"/ringe/{INVITED_SLUG}/vereinbarung/preis/",
                "charter": f"/ringe/{INVITED_SLUG}/vereinbarung/",
                "nine": f"/ringe/{NINE_SLUG}/vereinbarung/preis/",
            },
        ),
        (
            OWN,
            RoleCode.LEADERSHIP,
            {"member": f"/ringe/{INVITED_SLUG}/", "member_price": f"/ringe/{NINE_SLUG}/vereinbarung/preis/"},
        ),
    ):
        v = visitor(slug)
        v.sign_in(address_of_person(role, slug))
        for name, address in pages.items():
            for w, h, scheme in ((1366, 768, "light"), (1366, 768, "dark"), (320, 700, "light")):
                v.page.set_viewport_size({"width": w, "height": h})
                v.page.emulate_media(color_scheme=scheme)
                v.open(address)
                v.page.screenshot(path=OUT / f"{name}-{w}-{scheme}.png", full_page=True)
                print(name, w, v.page.evaluate("document.documentElement.scrollWidth"))
        if slug is None:
            v.page.set_viewport_size({"width": 1366, "height": 768})
            v.page.emulate_media(color_scheme="light")
            v.open(f"/ringe/{INVITED_SLUG}/vereinbarung/preis/")
            v.page.click("main summary")
            v.page.fill("[name=p]", "15")
            v.page.fill("[name=planned]", "12")
            v.page.click("button:has-text('Vorschau')")
            v.page.screenshot(path=OUT / "preview.png", full_page=True)
            v.page.fill("[name=p]", "7") if v.page.locator("[name=p]").is_visible() else None
            v.page.evaluate("document.querySelectorAll('[name=p]').forEach(e=>{e.removeAttribute('min')})")
            v.page.click("button:has-text('Vorschau')")
            v.page.screenshot(path=OUT / "refused.png", full_page=True)
