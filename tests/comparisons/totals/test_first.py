from tests.support import nested, rounds
from comparisons.totals.models import TotalsRelease, TotalsProof
from tenants.border import Role, acting_as


def test_first(nest):
    nested.agree(nest.circle)
    rounds.approve(nest.own, {2022: (3762, 6014)}, indicator="ARB-01", group="total", concept="NAT_BA")
    rounds.approve(nest.own, {2022: (518, 959)}, indicator="ARB-01", group="foreign", concept="NAT_BA")
    print(nested.give_own(nest.own, nest.circle, [("ARB-01", 2022)]))
    nested.give_rows(nest.circle, 2022, {ags: (8000 + 700 * i, 900 + 130 * i) for i, ags in enumerate(nest.others)})
    job = nested.release(nest.circle, ("ARB-01", 2022))
    print(job.state, job.error, job.result)
    with acting_as(Role.EXCHANGE):
        row = TotalsRelease.objects.get()
        print(row.__dict__)
    assert 0
