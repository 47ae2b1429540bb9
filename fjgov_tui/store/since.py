"""Verification of what is new: from a head that a verification has passed, to the present one.

It costs what was entered since, whatever the file holds. What it does not look at it names, and it is never taken for
the whole: a record that nobody has touched since, and that somebody changes behind our back, is seen by that alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from fjgov_tui.store import trail
from fjgov_tui.store.carried import FileLedger, carried
from fjgov_tui.store.schema import name_sql, tables
from fjgov_tui.store.sqlite import Handle
from fjgov_tui.store.verifying import Check, Step, Verdict, anchored, asked, backwards, silent, structure, unreadable

PASSED_OVER = (
    "数据库文件的完整性",
    "没有动过的记录",
    "关联",
    "检索",
    "封条（监测记录、口令标记、草稿在内）",
    "密封字段",
)
"""What it does not ask, as people are told; before them stand the entries that were walked earlier."""


def verify_since(db: Handle, since: trail.Head, anchors: Sequence[trail.Head] = (), step: Step = silent) -> Verdict:
    """Ask what is new.

    Args:
        db: an open ledger file of this release.
        since: the head that was verified last.
        anchors: heads that were printed earlier and must still be on the chain.
        step: is told how far it has come.

    Raises:
        StoreProblem: the file is too damaged to be asked.
    """
    questions = {
        "结构": structure,
        "审计链": lambda handle: _chain(handle, since),
        "时间": lambda handle: _times(handle, since),
        "记录": lambda handle: _records(handle, since),
    }
    with unreadable():
        checks = []
        for place, (title, question) in enumerate(questions.items(), 1):
            step(place, len(questions), title)
            checks.append(asked(db, title, question))
        if anchors:
            checks.append(anchored(db, anchors))
        return Verdict(trail.head(db), tuple(checks))


def _chain(db: Handle, since: trail.Head) -> Check:
    title = "审计链"
    if not trail.contains(db, since):
        return Check(title, False, f"上次核验过的第 {since.seq} 条不见了，或者整条链被换过", 1)
    broken, last = trail.first_break(db, after=since.seq), trail.head(db).seq
    if broken is not None:
        return Check(title, False, f"从这里断开：{broken.why}", 1)
    rows = int(db.execute("SELECT count(*) FROM trail").fetchone()[0])
    if rows != last:
        return Check(title, False, f"应有 {last:,} 条，实有 {rows:,} 条", 1)
    new = last - since.seq
    words = f"上次核验以后的 {new:,} 条首尾相连，接在第 {since.seq:,} 条后面" if new else "上次核验以后没有新的条目"
    return Check(title, True, words)


def _times(db: Handle, since: trail.Head) -> Check:
    back = backwards(db, since.seq)
    words = f"有 {len(back)} 处时间倒退，在第 {'、'.join(map(str, back[:10]))} 条" if back else "没有倒退过"
    return Check("时间", True, f"上次核验以后{words}")


def _records(db: Handle, since: trail.Head) -> Check:
    numbers, wrong = touched(db, since.seq), list[str]()
    there, looked = tables(db), 0
    for ledger in carried(db):
        if ledger.name in there:
            for number in sorted(set[int]().union(*(numbers.get(name, set()) for name in (*ledger.was, ledger.name)))):
                looked += 1
                if not fits_last(db, ledger, number):
                    wrong.append(f"{ledger.title} 编号 {number}")
    if not wrong:
        return Check("记录", True, f"上次核验以后动过的 {looked:,} 条记录都与审计链最后一条相符")
    more = f" 等 {len(wrong)} 条" if len(wrong) > 20 else ""
    return Check("记录", False, f"在本程序之外被改过或删掉：{'、'.join(wrong[:20])}{more}", len(wrong))


def touched(db: Handle, after: int) -> Mapping[str, set[int]]:
    """The records that entries after that one are about, by ledger as it was called then."""
    named = defaultdict[str, set[int]](set)
    for ledger, record in db.execute("SELECT ledger, record FROM trail WHERE seq > ? AND ledger <> ''", [after]):
        named[str(ledger)].add(int(record))
    return named


def fits_last(db: Handle, ledger: FileLedger, number: int) -> bool:
    """Whether a record is there and is what its last entry says."""
    cursor = db.execute(f"SELECT * FROM {name_sql(ledger.name)} WHERE id = ?", [number])
    cells = cursor.fetchone()
    if cells is None:
        return False
    row = dict(zip((column[0] for column in cursor.description), cells, strict=True))
    names = (*ledger.was, ledger.name)
    last = db.execute(
        f"SELECT digest FROM trail WHERE ledger IN ({', '.join('?' * len(names))}) AND record = ?"
        " ORDER BY seq DESC LIMIT 1",
        [*names, number],
    ).fetchone()
    return last is not None and trail.fits(ledger, row, str(last[0]))
