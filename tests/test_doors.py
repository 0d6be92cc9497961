"""Reports in the files that people have: mail, feeds, documents, archives' exports."""

import io
import json
import sys
import zipfile
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest

from geomap import reports
from geomap.reports import pdf as pdf_reader

BODY = "Fighters shelled a market in Omdurman on Tuesday, residents said."
MORE = "Gunmen attacked a clinic in Nyala on Tuesday, killing two people."


def read(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return reports.read(path)


def told(report):
    return report.title, report.publisher, str(report.published), report.text


PLAIN = f"""From: Example Daily <news@example.org>
Subject: =?utf-8?q?Market_shelled?=
Date: Wed, 03 May 2023 10:15:00 +0200
Content-Type: text/plain; charset=utf-8

{BODY}
"""
PAGE = f"""From: news@example.org
Subject: Market shelled
Date: Wed, 3 May 2023 10:15:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/html; charset=windows-1251
Content-Transfer-Encoding: 8bit

<html><head><style>p {{}}</style></head><body><p>Удар.</p><p>{BODY}</p></body></html>
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename="a.pdf"

x
--b--
"""


def test_a_message_is_a_report_and_its_attachments_are_named(tmp_path):
    (report,), lost = read(tmp_path, "a.eml", PLAIN)
    assert told(report) == ("Market shelled", "Example Daily", "2023-05-03", f"{BODY}\n")
    assert not lost
    (report,), (loss,) = read(tmp_path, "b.eml", PAGE.encode("windows-1251"))
    assert told(report) == ("Market shelled", "news@example.org", "2023-05-03", f"Удар.\n{BODY}")
    assert (loss.what, loss.parts) == ("attachment", ("a.pdf",))


def test_a_message_in_no_known_charset_is_read_all_the_same(tmp_path):
    mail = PLAIN.replace("utf-8\n\n", "nonsense\n\n").replace("residents", "résidents")
    (report,), lost = read(tmp_path, "a.eml", mail.encode("cp1252"))
    assert "résidents" in report.text
    assert not lost


def test_a_box_gives_a_report_a_message(tmp_path):
    other = PLAIN.replace(BODY, f">From there on, {MORE}").replace("03 May", "04 May")
    empty = "From: a@example.org\nSubject: nothing\n\n"
    box = "".join(f"From x@y Wed May  3 10:15:00 2023\n{one}\n" for one in (PLAIN, empty, other))
    (one, two), (loss,) = read(tmp_path, "a.mbox", box)
    assert (one.published, two.published) == (date(2023, 5, 3), date(2023, 5, 4))
    assert two.text.strip() == f"From there on, {MORE}"
    assert loss.parts == ("message 2",)


RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Example Daily</title><item><title>Market &amp; more</title>
<link>https://example.org/1</link><pubDate>Wed, 03 May 2023 10:00:00 GMT</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>{BODY}</p>]]></content:encoded></item>
<item><title>Nothing</title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Daily</title><entry>
<title>Market &amp; more</title><link rel="self" href="x"/><link href="https://example.org/1"/>
<updated>2023-05-09T10:00:00Z</updated><published>2023-05-03T10:00:00Z</published>
<content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content></entry><entry/></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Example Daily</title></channel><item>
<title>Market &amp; more</title><link>https://example.org/1</link><dc:date>2023-05-03</dc:date>
<description>{BODY}</description></item><item/></rdf:RDF>"""


@pytest.mark.parametrize(("name", "feed"), [("a.rss", RSS), ("a.atom", ATOM), ("a.xml", RDF)])
def test_a_feed_gives_a_report_an_entry(tmp_path, name, feed):
    (report,), (loss,) = read(tmp_path, name, feed)
    assert told(report) == ("Market & more", "Example Daily", "2023-05-03", BODY)
    assert report.url == "https://example.org/1"
    assert loss.parts == ("item 2",)


def packed(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return made.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCX = f"""<w:document {W}><w:body><w:p><w:r><w:t>Fighters shelled </w:t></w:r>
<w:ins><w:r><w:t xml:space="preserve">a market </w:t></w:r></w:ins>
<w:del><w:r><w:delText>two markets </w:delText></w:r></w:del>
<w:r><w:t>in Omdurman on Tuesday, residents said.</w:t></w:r></w:p><w:p/>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Killed</w:t><w:tab/><w:t>two</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>"""
CORE = (
    '<c xmlns:dc="d" xmlns:t="t"><dc:title>Market</dc:title><t:modified>2026-01-01</t:modified></c>'
)
T = 'xmlns:office="o" xmlns:text="t"'
ODT = f"""<office:document-content {T}><office:body><office:text>
<text:h>Head</text:h><text:p>Fighters
<text:span>shelled</text:span> a<text:s/>market.<text:line-break/>Two.</text:p></office:text>
</office:body></office:document-content>"""


def test_a_word_document_is_its_words_as_they_stand_and_has_no_day(tmp_path):
    data = packed(word__document_xml=DOCX, docProps__core_xml=CORE)
    (report,), lost = read(tmp_path, "a.docx", data)
    assert told(report) == ("Market", "", "None", f"{BODY}\n\nKilled\ttwo")
    assert not lost


def test_an_opendocument_text_is_its_words(tmp_path):
    (report,), _ = read(tmp_path, "a.odt", packed(content_xml=ODT))
    assert report.text == "Head\n\nFighters shelled a market.\nTwo."


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.docx", b"PK no zip", "expected a document"),
        ("a.docx", packed(other_xml="<a/>"), "lacks word/document.xml"),
        ("a.odt", packed(content_xml="<a"), "expected XML"),
        ("a.xml", "<kml><item/></kml>", "expected RSS or Atom"),
        ("a.xml", "<rss><channel/></rss>", "expected RSS or Atom"),
        ("a.mbox", "\n", "expected messages"),
        ("a.eml", "Subject: x\n\n", "expected some text"),
        ("a.parquet", b"PAR", "expected Parquet"),
        ("a.pdf", b"%PDF-1.4 nothing", "expected a PDF"),
        ("a.xlsx", b"PK", "expected an .xlsx workbook"),
    ],
)
def test_what_is_not_what_its_suffix_says_is_told_in_words(tmp_path, name, content, says):
    if name in {"a.pdf", "a.xlsx"}:
        pytest.importorskip({"a.pdf": "pypdf", "a.xlsx": "openpyxl"}[name])
    found, (loss,) = read(tmp_path, name, content)
    assert not found
    assert says in loss.why
    assert str(tmp_path) not in str(loss)


@pytest.mark.parametrize(("name", "module"), [("a.pdf", "pypdf"), ("a.xlsx", "openpyxl")])
def test_a_kind_that_needs_an_extra_names_it(tmp_path, monkeypatch, name, module):
    monkeypatch.setitem(sys.modules, module, None)
    found, (loss,) = read(tmp_path, name, b"x")
    assert not found
    assert f"pip install 'geomap-news[{name[2:]}]'" in loss.why


def pdf(*pages):
    """A PDF with these lines on its pages, in a font that every reader has."""
    objects, kids = [], []
    for lines in pages:
        shown = "".join(f"({line}) Tj T* " for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 60 760 Td {shown}ET".encode()
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(stream), stream))
        font = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
        page += b"/Contents %d 0 R /Resources %s >>"
        objects.append(page % (len(objects) + 2, font))
        kids.append(b"%d 0 R" % (len(objects) + 2))
    head = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids)),
    ]
    data, starts = b"%PDF-1.4\n", []
    for number, one in enumerate([*head, *objects], 1):
        starts.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(starts) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n"
    return data + end % (size, table, size, len(data)) + b"%%EOF"


def test_a_pdf_is_its_paragraphs_without_running_heads(tmp_path):
    pytest.importorskip("pypdf")
    page = [
        "Example Daily 3 May 2023, page {}",
        "Market shelled",
        "Fighters shelled a market in the old quarter of Omdurman on Tues-",
        "day, residents said, and the shelling went on until the evening of",
        "the same day.",
    ]
    lasts = [
        "A hospital in the city said that it had received 7 of the wounded.",
        "Officials in Khartoum did not comment on the shelling of the market.",
        "The army said nothing of it.",
    ]
    pages = [
        [*(line.format(n) for line in page), last] for n, last in zip((7, 8, 9), lasts, strict=True)
    ]
    (report,), lost = read(tmp_path, "a.pdf", pdf(*pages))
    assert not lost
    first, second, third = report.text.split("\n\n")[:3]
    assert first == "Market shelled"
    assert second.startswith("Fighters shelled a market in the old quarter of Omdurman on Tuesday,")
    assert second.endswith("the evening of the same day.")
    assert third == "A hospital in the city said that it had received 7 of the wounded."
    assert "page 8" not in report.text


FULL = "Fighters shelled a market in the old quarter of the city, residents"


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        ([FULL, FULL[:40] + ".", "Rain fell."], 2),  # a short last line ends a paragraph
        ([FULL, FULL[:60], "Rain fell."], 1),  # one that is nearly full does not
        ([FULL, FULL[:-1] + ".", FULL], 1),  # a full one may end a sentence in a paragraph
        ([FULL, FULL[:60] + ".", FULL], 2),
        ([FULL, FULL[:-1] + ".", "Rain in Goma", FULL], 3),  # before a heading it ends
        ([FULL, FULL[:-1] + ".", FULL[:50], FULL], 2),
    ],
)
def test_lines_of_a_pdf_are_parted_where_a_reader_sees_paragraphs(lines, paragraphs):
    found = pdf_reader._joined([FULL] * 9 + lines)
    assert found.count("\n\n") == paragraphs - 1, found


def test_a_pdf_of_pictures_says_so(tmp_path):
    pytest.importorskip("pypdf")
    found, (loss,) = read(tmp_path, "a.pdf", pdf([], []))
    assert not found
    assert "2 pages without any" in loss.why


def test_a_workbook_and_a_parquet_file_give_a_report_a_row(tmp_path):
    frame = pd.DataFrame({"body": [BODY, MORE], "date": ["1/2/16", "31/1/16"]})
    frame.to_parquet(tmp_path / "a.parquet")
    days = {date(2016, 2, 1), date(2016, 1, 31)}
    assert {one.published for one in reports.read(tmp_path / "a.parquet")[0]} == days
    pytest.importorskip("openpyxl")
    frame.to_excel(tmp_path / "a.xlsx", index=False)
    assert {one.published for one in reports.read(tmp_path / "a.xlsx")[0]} == days


TELEGRAM = """<html><head><meta charset="utf-8"/></head><body>
<div class="page_header"><div class="content"><div class="text bold">War News</div></div></div>
<div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">3 May 2023</div></div>
<div class="message default clearfix" id="message5"><div class="body">
<div class="pull_right date details" title="03.05.2023 14:05:33 UTC+04:30">14:05</div>
<div class="from_name">Observer</div><div class="text">Fighters shelled a market in
<a href="">#Omdurman</a> on Tuesday,<br>residents said.</div></div></div>
<div class="message default clearfix joined" id="message6"><div class="body">
<div class="pull_right date details" title="04.05.2023 14:05:33 UTC+04:30">14:05</div>
<div class="text">Gunmen attacked a clinic in Nyala.</div></div></div>
<div class="message default clearfix" id="message7"><div class="body">
<div class="pull_right date details" title="05.05.2023 01:00:00">01:00</div>
<div class="from_name">Other</div><div class="forwarded body"><div class="from_name">Third
<span class="date details" title="01.05.2023 10:00:00"> 01.05.2023</span></div>
<div class="text">Rebels took a bridge.</div></div></div></div>
<div class="message default clearfix" id="message8"><div class="body">
<div class="media_wrap"></div></div></div>
</div></div></body></html>"""


def test_telegrams_json_gives_a_report_a_message_and_what_telegram_notes_is_no_loss(tmp_path):
    words = ["❗️", {"type": "bold", "text": "Vovchansk"}, " was shelled."]
    export = {
        "name": "Front news",
        "type": "public_channel",
        "messages": [
            {"id": 1, "type": "service", "date": "2024-05-10T06:00:00", "text": ""},
            {"id": 2, "type": "message", "date": "2024-05-10T09:12:44", "text": words},
            {"id": 3, "type": "message", "date": "2024-05-10T09:13:00", "text": "", "photo": "a"},
        ],
    }
    (report,), (lost,) = read(tmp_path, "result.json", json.dumps(export))
    assert (report.text, report.publisher) == ("❗️Vovchansk was shelled.", "Front news")
    assert str(report.published) == "2024-05-10"
    assert lost.parts == ("item 3",)


def test_telegrams_own_pages_give_a_report_a_message(tmp_path):
    found, lost = read(tmp_path, "messages.html", TELEGRAM)
    assert not lost
    assert [(one.publisher, str(one.published)) for one in found] == [
        ("Observer", "2023-05-03"), ("Observer", "2023-05-04"), ("Third", "2023-05-05"),
    ]  # fmt: skip
    assert found[0].text == "Fighters shelled a market in #Omdurman on Tuesday,\nresidents said."
    assert found[0].report_id.startswith("messages-5-")


NEXIS = f"""


                               1 of 250 DOCUMENTS


                             Example Daily (London)

                              May 3, 2023 Wednesday
                               Late Edition - Final

Market shelled

BYLINE: By John Doe

SECTION: Section A; Column 0

LENGTH: 43 words

DATELINE: KHARTOUM

{BODY}

{MORE}

LOAD-DATE: May 9, 2023

LANGUAGE: ENGLISH

                    Copyright 2023 Example Daily
                              All Rights Reserved

                               2 of 250 DOCUMENTS


                             Example Daily (London)

                              May 4, 2023 Thursday

Bridge taken

LENGTH: 4 words

Rebels took a bridge.

LOAD-DATE: May 9, 2023
"""
UNI = f"""Market shelled
Example Daily (London)
May 3, 2023 Wednesday

Copyright 2023 Example Daily All Rights Reserved

Section: NEWS
Length: 43 words
Byline: By John Doe
Body

{BODY}

{MORE}

Classification

Language: ENGLISH
Load-Date: May 9, 2023


End of Document

Bridge taken
Example Daily (London)
May 4, 2023 Thursday 9:15 PM GMT

Length: 4 words
Body

Rebels took a bridge.

Load-Date: May 9, 2023
End of Document
"""
FACTIVA = f"""Market shelled
By John Doe
43 words
3 May 2023
15:20
Example Daily (London)
EXDA
English
(c) 2023 Example Daily. All rights reserved.

{BODY}

{MORE}

Document EXDA000020230503ea33000xx

Bridge taken
4 words
4 May 2023
Example Daily (London)
EXDA
English
Copyright 2023. Example Daily.

Rebels took a bridge.

Document EXDA000020230504ea34000xy
"""
TAGGED = f"""HD
Market shelled
BY By John Doe
WC 43 words
PD 3 May 2023
SN Example Daily (London)
SC EXDA
LP
{BODY}

TD
{MORE}

AN
Document EXDA000020230503ea33000xx

HD Bridge taken
WC 4 words
PD 4 May 2023
SN Example Daily (London)
LP
Rebels took a bridge.
TD

AN
Document EXDA000020230504ea34000xy
"""


@pytest.mark.parametrize(
    "text", [NEXIS, UNI, FACTIVA, TAGGED], ids=["nexis", "uni", "factiva", "tags"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_exports_of_archives_are_taken_apart(tmp_path, text, end):
    found, lost = read(tmp_path, "export.txt", text.replace("\n", end))
    assert not lost
    one, two = found
    assert told(one)[:3] == ("Market shelled", "Example Daily (London)", "2023-05-03")
    assert one.text.replace("\r", "").split() == f"{BODY} {MORE}".split()
    assert told(two) == (
        "Bridge taken",
        "Example Daily (London)",
        "2023-05-04",
        "Rebels took a bridge.",
    )


def test_exports_as_word_documents_are_taken_apart_too(tmp_path):
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in UNI.splitlines())
    document = f"<w:document {W}><w:body>{lines}</w:body></w:document>"
    (one, two), lost = read(tmp_path, "export.docx", packed(word__document_xml=document))
    assert not lost
    assert told(one)[:3] == ("Market shelled", "Example Daily (London)", "2023-05-03")
    assert two.text == "Rebels took a bridge."


def test_a_text_that_only_looks_like_an_export_is_one_report(tmp_path):
    text = f"{BODY}\n\nEnd of Document\n\n{MORE}\n"
    (report,), lost = read(tmp_path, "a.txt", text)
    assert report.text == text
    assert not lost


def test_what_of_an_export_is_no_article_is_named(tmp_path):
    _, (loss,) = read(tmp_path, "a.txt", UNI.replace("Length: 4 words\nBody", "Length: 4 words"))
    assert loss.parts == ("article 2",)


@pytest.mark.parametrize(
    ("case", "right"),
    [
        ("11-page-with-a-year-in-its-footer", [("Market shelled", "", "None")] * 2),
        ("13-articles-from-a-news-api", [("Market shelled", "Example Daily", "2021-03-03")]),
        ("25-page-in-windows-1251", [("Удар по рынку", "", "None")]),
        (
            "27-semicolon-csv-of-reports",
            [("Market", "", "2023-05-03"), ("Clinic", "", "2023-05-03")],
        ),
    ],
)
def test_cases_of_the_field_have_their_right_value(shared, case, right):
    found, lost = reports.read(shared / "cases" / case / "input")
    assert [told(one)[:3] for one in found] == right
    assert not lost


def test_every_kind_of_a_folder_is_read_together(tmp_path):
    (tmp_path / "a.eml").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(packed(word__document_xml=DOCX))
    (tmp_path / "c.rss").write_text(RSS.replace(BODY, MORE), encoding="utf-8")
    (tmp_path / "d.json").write_text(
        json.dumps([{"text": "Rebels took a bridge."}]), encoding="utf-8"
    )
    found, lost = reports.read(tmp_path)
    assert [one.report_id[0] for one in found] == ["a", "b", "c", "d"]
    assert [loss.where for loss in lost] == ["c.rss"]


WHOLE = {
    ".eml": PAGE.encode("windows-1251"),
    ".mbox": f"From x@y Wed May  3 10:15:00 2023\n{PLAIN}".encode(),
    ".rss": RSS.encode(),
    ".atom": ATOM.encode(),
    ".docx": packed(word__document_xml=DOCX, docProps__core_xml=CORE),
    ".odt": packed(content_xml=ODT),
    ".pdf": pdf(["Fighters shelled a market."]),
    ".html": TELEGRAM.encode(),
    ".txt": NEXIS.encode(),
}


@pytest.mark.parametrize("suffix", reports.SUFFIXES)
def test_no_damaged_file_of_any_kind_costs_another(tmp_path, suffix):
    whole = WHOLE.get(suffix, b'{"text": "Fighters shelled a market."}')
    halves = [whole[: len(whole) // 2], whole[len(whole) // 3 :], whole[::-1], b"", b"\x00" * 99]
    for number, content in enumerate([*halves, b"<" * 5_000, b"[" * 5_000, whole * 2]):
        (tmp_path / f"{number}{suffix}").write_bytes(content)
    (tmp_path / "z.txt").write_text("The last is whole.", encoding="utf-8")
    found, lost = reports.read(tmp_path)
    assert found[-1].text == "The last is whole."
    assert all(str(tmp_path) not in str(loss) for loss in lost)
    assert lost


BOMB = """<!DOCTYPE r [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa">%s]><rss><channel><item>
<description>&z;</description></item></channel></rss>"""


def test_entities_that_swell_are_refused(tmp_path):
    names = "abcdefghijklmnopqrstuvwxyz"
    swell = "".join(f'<!ENTITY {two} "{f"&{one};" * 10}">' for one, two in pairwise(names))
    found, (loss,) = read(tmp_path, "a.rss", BOMB % swell)
    assert not found
    assert "expected XML" in loss.why
