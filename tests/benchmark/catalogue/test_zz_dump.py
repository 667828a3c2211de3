import pytest, pathlib
def test_dump(world, browse):
    out=pathlib.Path('/tmp/cat_pages'); out.mkdir(exist_ok=True)
    c=browse('ahausen')
    for n,u in {'start':'/katalog/?kind=kreisangehoerige_gemeinde','sheet':'/katalog/REC-01/','concept':'/katalog/konzept/MIGRAPRO/','field':'/katalog/feld/ARB/'}.items():
        (out/f'{n}.html').write_text(c.get(u).content.decode())
    c.post('/sprache/',{'language':'en-gb'}) if False else None
