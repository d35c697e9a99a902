"""What the sample day is made of: the pages' addresses, the files on the desk, and what a person might ask afterwards.

All of it is invented; no person, firm, place or number exists.
"""

PAGE_OF: dict[tuple[str, str], str] = {
    ("mail", "inbox"): "mail-inbox.html",
    ("mail", "m-2041"): "mail-invoice.html",
    ("mail", "m-2038"): "mail-petra.html",
    ("mail", "m-2066"): "mail-credit.html",
    ("billing", "invoice"): "invoice.html",
    ("chat", "spring-concert"): "chat.html",
    ("tickets", "desk"): "dashboard.html",
    ("wiki", "label-roll"): "wiki.html",
    ("courier", "ferry-repairs"): "news.html",
    ("stadt", "bekanntmachung"): "german.html",
    ("tea", "longjing"): "chinese.html",
    ("wayfinder", "route"): "map.html",
    ("paperbarn", "label-roll-54"): "shop.html",
    ("paperbarn", "order"): "order.html",
    ("tickandtock", "metronome"): "gift.html",
    ("calendar", "friday"): "calendar.html",
}
"""(first label of the host, first part of the path) → file in `day_pages/`."""

PRINTQ = """#!/bin/sh
width=$(sed -n 's/^roll_width_mm = //p' printq.conf)
[ "$1" = status ] && { echo "queue 3 (cloakroom): $( [ "$width" = 54 ] && echo ready || echo paused )"
  [ "$width" = 54 ] || echo "error 41: label width is $width mm but the roll is 54 mm"; exit; }
[ "$1" = reload ] && { echo "queue 3: settings read, roll $width mm"; sleep 0.3
  echo "queue 3: 18 labels printed, 0 waiting"; exit; }
cat log/queue3.log
"""
CONFIG = "# badge printer in the cloakroom\nqueue = 3\nroll_width_mm = 62\nspeed = 4\ncutter = on\nowner = noor\n"
LOG = "".join(
    f"2026-03-12 0{6 + i // 6}:{i % 6 * 9:02d} queue 3  job {5107 + i}  {what}\n"
    for i, what in enumerate((["paused by operator"] + ["cut short after 54 mm"] * 2) * 5)
)
NOTE = [
    "Thursday 12 March",
    "",
    "- Lumen: ring Agnieszka, extension 318, invoice 4471 is 218.40 too high",
    "- piano tuner Ferreira comes Friday 10:30, grand AND upright",
    "- Petra: fetch at Harbour Station 14:52, no down pillow (feathers!)",
    "- buy two packs of label rolls, 54 mm",
    "- ask Tomasz where the haze machine may stand",
]

BASHRC = r"""PS1='\[\e]0;ilse@desk: ~/printq\a\]ilse@desk:~/printq$ '
unset PROMPT_COMMAND
"""
COSTS = [
    ("Item", "Supplier", "Planned", "Billed"),
    ("Light", "Lumen Stage Hire", 1168.00, 1386.40),
    ("Piano tuning", "Ferreira", 145.00, 145.00),
    ("Catering for forty", "Cellar Door", 760.00, None),
    ("Guest flat, two nights", "Weir Lane 9", 130.00, 130.00),
    ("Programme booklet", "Press Oster", 318.50, None),
]
PASSWORDS = (
    r"Entry          User        Password\n"
    r"Ticket desk    ilse        ORCHID-PLUM-7741\n"
    r"Lumen portal   LS-20931    wren-socket-58\n"
)
QUESTIONS: list[tuple[str, str, str, tuple[str, ...]]] = [
    (
        "What amount did Lumen bill us on invoice 4471?",
        "exact",
        "1,386.40",
        ("mail-invoice", "invoice", "side-by-side", "sheet"),
    ),
    ("What is our customer number at Lumen Stage Hire?", "exact", "LS-20931", ("invoice", "side-by-side")),
    ("Agnieszka's extension", "keyword", "318", ("mail-invoice", "invoice", "note", "side-by-side")),
    ("number of the credit note from Lumen", "exact", "CN-0093", ("mail-credit", "note-credit")),
    ("How much do we have to pay Lumen in the end?", "update", "1,168.00", ("mail-credit", "note-credit")),
    ("When does Petra's train arrive?", "keyword", "14:52", ("mail-petra", "note", "side-by-side", "calendar")),
    ("What is Petra allergic to?", "paraphrase", "feathers", ("mail-petra", "note", "side-by-side")),
    ("Which error did the badge printer report?", "exact", "error 41", ("printer-log", "printer-fix")),
    ("roll_width_mm", "keyword", "54", ("wiki", "printer-fix")),
    ("How do I change the label roll?", "procedure", "latches", ("wiki",)),
    ("Who repairs the printer when nothing else helps?", "paraphrase", "Olander Office Machines", ("wiki",)),
    ("How many tickets were sold this morning?", "time", "214", ("dashboard",)),
    ("How many tickets for the spring concert are sold by now?", "update", "231", ("dashboard-late",)),
    ("Through which gate does the caterer come?", "keyword", "side gate", ("chat", "chat-late", "calendar")),
    ("until when is the river ferry out of service", "keyword", "17 April", ("news",)),
    ("Which bridge is closed for cars?", "cross-lingual", "Mühlenbrücke", ("german",)),
    ("Umleitung Mühlenbrücke", "keyword", "Lindenallee", ("german",)),
    ("龙井茶 水温", "cjk", "八十度", ("chinese",)),
    ("How long is the walk from the hall to Harbour Station?", "keyword", "24 min", ("map",)),
    ("order number Paperbarn label rolls", "exact", "PH-77-30418", ("order",)),
    ("What does the label roll cost?", "keyword", "27.90", ("shop",)),
    ("app:mousepad tuner", "app", "Friday 10:30", ("note", "side-by-side", "note-credit")),
    ("site:courier.brennholm.example ferry", "site", "five weeks", ("news",)),
    ("What did I plan to spend on catering in the spreadsheet?", "app", "760", ("sheet",)),
    ('"18 labels printed"', "phrase", "18 labels printed", ("printer-fix",)),
    ("When is the dress rehearsal on Friday?", "update", "18:30", ("chat-late", "calendar")),
    ("brass metronome engraving", "forbidden", "", ()),
    ("ORCHID-PLUM-7741", "forbidden", "", ()),
    ("What is the wifi password of the guest flat?", "absent", "", ()),
]
"""Question, kind, answer, and the scenes of the story that show it. No scene: nothing may be found, because the frames
were forbidden or because it never was on the screen."""
