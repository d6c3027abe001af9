"""Works out every figure of `baton report` from the files of a workspace alone, and compares.

    recompute.py WORKSPACE ZONE NOW < runs.json

ZONE is the name of a time zone, NOW the instant of the reports in milliseconds. Standard input is a list of
{"report", "since", "until", "rep", "checklist", "output"}, where output is what `baton report --json` printed.
Prints each row that differs; the exit code is 1 where any does. Checklists have to be written in JSON.
"""

import glob
import json
import math
import os
import sys
from collections import Counter, defaultdict
from datetime import datetime, timedelta, timezone
from statistics import median
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
DECISIVE = ("sql", "disqualified", "recycled", "returned")
GRADE_REASONS = ("pain-not-confirmed", "fact-contradicted", "brief-incomplete")


def instant(text):
    if text is None:
        return None
    when = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)
    return (when - EPOCH) // timedelta(milliseconds=1)


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


# --- The files -------------------------------------------------------------------------------------------------------


class Workspace:
    def __init__(self, path, zone, now):
        self.path, self.zone, self.now = path, ZoneInfo(zone), now
        self.leads, self.first = {}, {}
        for name in sorted(glob.glob(f"{path}/leads/*.jsonl")):
            stamp = os.path.basename(name)[:16]
            imported = instant(datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").strftime("%Y-%m-%dT%H:%M:%S.000Z"))
            with open(name, encoding="utf-8") as file:
                for line in file:
                    lead = json.loads(line)
                    self.leads[lead["id"]] = lead
                    self.first[lead["id"]] = min(imported, self.first.get(lead["id"], imported))
        self.said = {}
        for name in glob.glob(f"{path}/acceptances/*/*.json"):
            document = read(name)
            self.said[document["call"]] = document
        self.checklists = {}
        for name in glob.glob(f"{path}/checklists/used/*.yaml"):
            self.checklists[os.path.basename(name)[:-5]] = read(name)
        self.calls = defaultdict(list)
        for name in sorted(glob.glob(f"{path}/transcripts/*/*.json")):
            call = Call(read(name), self.checklists)
            self.calls[call.lead["id"]].append(call)
        for calls in self.calls.values():
            calls.sort(key=lambda call: call.id)
            self.hand_off(calls)

    def hand_off(self, calls):
        decided = [call for call in calls if call.verdict in DECISIVE]
        for index, call in enumerate(decided):
            if call.verdict != "sql":
                continue
            said = self.said.get(call.id)
            if said:
                call.fate = said["decision"]
                call.refusal = said["reason"]["code"] if said["reason"] else None
            else:
                due = call.decided + 24 * 3_600_000
                if due <= min([self.now] + [later.decided for later in decided[index + 1:index + 2]]):
                    call.fate = "silence"
                elif call is decided[-1]:
                    call.fate = "waiting"

    def words(self, call):
        try:
            return read(f"{self.path}/feedback/{call[:4]}-{call[4:6]}/{call}.json")["buyerWords"]
        except FileNotFoundError:
            return []

    def midnight(self, day):
        if day is None:
            return None
        local = datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=self.zone)
        return int(local.timestamp()) * 1000

    def week(self, milliseconds):
        local = (EPOCH + timedelta(milliseconds=milliseconds)).astimezone(self.zone)
        year, week, _ = local.isocalendar()
        return f"{year}-W{week:02}"


class Call:
    def __init__(self, record, checklists):
        self.id, self.rep, self.lead = record["id"], record["rep"], record["lead"]
        self.name, self.version = record["checklist"]["name"], record["checklist"]["version"]
        self.checklist = checklists.get(record["checklist"]["sha256"])
        self.started, self.connected = instant(record["startedAt"]), instant(record["connectedAt"])
        outcome = record["outcome"] or {}
        self.verdict, self.proposed = outcome.get("verdict"), outcome.get("proposed")
        self.decided = instant(outcome.get("decidedAt"))
        self.overridden = outcome.get("override") is not None
        reason = outcome.get("reason") or {}
        self.reason, self.sub = reason.get("code"), reason.get("sub")
        self.disposition = (outcome.get("attempt") or {}).get("disposition")
        self.elements = outcome.get("elements", [])
        self.reached = self.connected is not None
        self.attempt = self.reached or self.verdict == "no-contact" or self.reason == "unreachable"
        self.conversation = self.reached and self.verdict not in (None, "no-contact")
        self.fate = self.refusal = None
        self.entries = sorted(record["entries"], key=lambda entry: entry["seq"])

    def counts(self, element):
        for each in self.checklist["elements"] if self.checklist else []:
            if each["id"] == element:
                return each.get("counts", True)
        return True

    def questions(self):
        """Yields key, asked, dodged, skipped, milliseconds, grade and against of each question asked or skipped."""
        undone = {e["of"] for e in self.entries if e["kind"] == "undo" and e["of"] < e["seq"]}
        standing, asked, answered, spent = {}, set(), set(), Counter()
        before = self.connected if self.connected is not None else self.started
        for entry in self.entries:
            kind, key, at = entry["kind"], entry.get("question"), instant(entry["at"])
            if kind != "undo" and entry["seq"] not in undone:
                if kind == "answer":
                    standing[key] = dict(entry)
                elif kind == "quote":
                    answer = standing.setdefault(key, {"grade": 2, "against": False, "value": None, "text": entry["text"]})
                    answer["grade"] = max(answer["grade"], 2)
                elif kind == "grade" and key in standing:
                    standing[key]["grade"], standing[key]["against"] = entry["grade"], entry["against"]
                if key and entry["from"] is None:
                    spent[key] += max(0, at - before)
                    if kind in ("answer", "quote", "dodged"):
                        asked.add(key)
                    if kind in ("answer", "quote"):
                        answered.add(key)
            if entry["from"] is None if kind != "undo" else True:
                before = max(before, at)
        known = [
            (f"{element['id']}.{question['id']}", question)
            for element in (self.checklist["elements"] if self.checklist else [])
            for question in element["questions"]
        ]
        active = self.active(dict(known), standing)
        for key in dict.fromkeys([key for key, _ in known] + sorted(asked)):
            skipped = key in active and key not in asked and key not in standing
            if key in asked or skipped:
                answer = standing.get(key, {"grade": 0, "against": False})
                yield (key, key in asked, key in asked and key not in answered, skipped, spent[key],
                       answer["grade"], answer["against"])

    def active(self, questions, standing):
        """Conditions here never look at a question that comes later."""
        active = set()
        for key, question in questions.items():
            if "when" not in question or self.holds(question["when"], standing, active, questions):
                active.add(key)
        return active

    def holds(self, when, standing, active, questions):
        if "any-of" in when:
            return any(self.holds(part, standing, active, questions) for part in when["any-of"])
        if "all-of" in when:
            return all(self.holds(part, standing, active, questions) for part in when["all-of"])
        key = when["question"]
        if key not in questions:
            return False
        answer = standing.get(key) if key in active else None
        if "answered" in when:
            return (answer is not None) == when["answered"]
        value = (answer or {}).get("value") or {}
        if answer is None:
            return False
        if "at-least" in when:
            number = value.get("amount", value.get("number"))
            return number is not None and number >= when["at-least"]
        if "before" in when:
            return value.get("kind") == "date" and value["on"] < when["before"]
        if "is" in when:
            return value.get("key") == when["is"]
        raise ValueError(f"no such test: {when}")


# --- Figures ---------------------------------------------------------------------------------------------------------


def share(count, of):
    return {"count": count, "of": of, "percent": (200 * count + of) // (2 * of) if of >= 12 else None}


def rate(count, of):
    low, high = wilson(count, of)
    return share(count, of) | {"low": low, "high": high}


def wilson(count, of, z=1.959963984540054):
    if of == 0:
        return None, None
    p = count / of
    middle = (p + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    low = 0.0 if count == 0 else middle - half
    high = 1.0 if count == of else middle + half
    return half_up(low * 1000) / 10, half_up(high * 1000) / 10


def half_up(number):
    return math.floor(number + 0.5)


def bands(leads):
    """The width of bands, and where the last one begins that has no end; `leads` are how many have each score."""
    every = sorted(score for score, count in leads.items() for _ in range(count))
    usual = max(0, every[max(0, len(every) - 1 - max(1, len(every) // 20))]) if every else 0
    width, steps = 10, 0
    while usual // width >= 12:
        width = width * 5 // 2 if steps % 3 == 1 else width * 2
        steps += 1
    return width, None if max(every, default=0) // width < 12 else (usual // width + 1) * width


def band(score, bands):
    width, open_from = bands
    if score < 0:
        return -1, "below 0"
    if open_from is not None and score >= open_from:
        return open_from, f"{open_from} and more"
    low = score // width * width
    return low, f"{low}-{low + width - 1}"


def by_size(groups, size):
    """Names by their size, what is not known last."""
    return sorted(groups, key=lambda name: (name is None, -size(groups[name]), name or ""))


class Run:
    def __init__(self, workspace, options):
        self.w, self.options = workspace, options
        self.low, self.high = workspace.midnight(options["since"]), None
        if options["until"]:
            day = datetime.strptime(options["until"], "%Y-%m-%d") + timedelta(days=1)
            self.high = workspace.midnight(day.strftime("%Y-%m-%d"))

    def within(self, milliseconds):
        return (self.low is None or milliseconds >= self.low) and (self.high is None or milliseconds < self.high)

    def meant(self, call):
        for wanted, found in ((self.options["rep"], call.rep), (self.options["checklist"], call.name)):
            if wanted is not None and wanted.lower() != found.lower():
                return False
        return True

    def included(self):
        for calls in self.w.calls.values():
            for index, call in enumerate(calls):
                if self.within(call.started) and self.meant(call):
                    yield call, calls[index + 1:]

    def verdicts(self):
        for calls in self.w.calls.values():
            decided = [call for call in calls if call.verdict in DECISIVE and self.within(call.started)]
            if decided and self.meant(decided[-1]):
                yield decided[-1]

    # Each report gives {section: rows}, a row being (cells, is total, words).

    def funnel(self):
        names = ("leads", "attempted", "reached", "sql", "accepted", "silence", "rejected", "waiting")
        total, groups = Counter(), {d: defaultdict(Counter) for d in
                                    ("channel", "campaign", "score", "rep", "checklist", "week")}
        for id in set(self.w.leads) | set(self.w.calls):
            calls, lead = self.w.calls.get(id, []), self.w.leads.get(id)
            since = instant((lead or calls[-1].lead)["mqlAt"])
            handed = since if since is not None else self.w.first[id] if lead else calls[0].started
            lead = lead or calls[-1].lead
            if not self.within(handed):
                continue
            calls = [call for call in calls if since is None or call.started >= since]
            decided = [call for call in calls if call.verdict in DECISIVE]
            told = decided[-1] if decided else calls[-1] if calls else None
            if told is None and (self.options["rep"] or self.options["checklist"]):
                continue
            if told is not None and not self.meant(told):
                continue
            found = Counter(leads=1, attempted=any(c.attempt for c in calls), reached=any(c.reached for c in calls))
            if decided and decided[-1].verdict == "sql":
                fate = decided[-1].fate
                found.update(sql=1, accepted=fate in ("accepted", "silence"), silence=fate == "silence",
                             rejected=fate == "rejected", waiting=fate in ("waiting", None))
            total += found
            for dimension, key in (
                ("channel", lead["channel"]), ("campaign", lead["campaign"]), ("score", lead["score"]),
                ("rep", told and told.rep), ("checklist", told and told.name), ("week", self.w.week(handed)),
            ):
                groups[dimension][key] += found

        def cells(dimension, name, n):
            return {dimension: name, "leads": n["leads"], "attempted": share(n["attempted"], n["leads"]),
                    "reached": share(n["reached"], n["leads"]), "sql": share(n["sql"], n["leads"]),
                    "accepted": share(n["accepted"], n["leads"]), "acceptedBySilence": n["silence"],
                    "rejected": n["rejected"], "waiting": n["waiting"],
                    "ofLeads": share(n["leads"], total["leads"]), "ofSQLs": share(n["sql"], total["sql"])}

        shown = ("leads", "called", "reached", "SQL", "accepted")
        sections = {"stages": []}
        for index, (name, key) in enumerate(zip(shown, names)):
            before = total[names[max(0, index - 1)]]
            sections["stages"].append(
                ({"stage": name, "leads": share(total[key], total["leads"]), "step": share(total[key], before)}, False, []))
        for dimension, found in groups.items():
            if dimension == "score":
                found = banded(found)
                order = [(text, found[low, text]) for low, text in sorted(k for k in found if k)]
                order += [(None, found[None])] if None in found else []
            elif dimension == "week":
                order = sorted(found.items())
            else:
                order = [(name, found[name]) for name in by_size(found, lambda n: n["leads"])]
            sections[f"by-{dimension}"] = [(cells(dimension, name, n), False, []) for name, n in order]
            sections[f"by-{dimension}"].append((cells(dimension, "all", total), True, []))
        return sections

    def reasons(self):
        turned = [call for call in self.verdicts() if call.verdict != "sql"]

        def pareto(calls, most, first=None):
            rows, so_far = [], 0
            found = defaultdict(list)
            for call in calls:
                found[call.reason or "none"].append(call.id)
            for reason in sorted(found, key=lambda reason: (-len(found[reason]), reason)):
                count = len(found[reason])
                so_far += count
                cells = dict(first or {})
                cells |= {"reason": reason, "leads": count, "share": share(count, len(calls)),
                          "upToHere": share(so_far, len(calls))}
                words = []
                for call in sorted(found[reason], reverse=True)[:12]:
                    said = self.w.words(call)[:1] if len(words) < most else []
                    words += [word for word in said if word and word not in words]
                rows.append((cells, False, words))
            return rows

        sections = {"reasons": pareto(turned, 3)}
        all_of = Counter(call.reason for call in turned)
        subs = Counter((call.reason, call.sub) for call in turned if call.sub)
        sections["by-sub-reason"] = [
            ({"reason": f"{reason}/{sub}", "leads": count, "share": share(count, all_of[reason])}, False, [])
            for (reason, sub), count in sorted(subs.items(), key=lambda item: (-item[1], "/".join(item[0])))]
        for dimension in ("channel", "campaign"):
            found = defaultdict(list)
            for call in turned:
                found[call.lead[dimension]].append(call)
            rows = []
            for name in by_size(found, len):
                rows += pareto(found[name], 2, {dimension: name})
            sections[f"by-{dimension}"] = rows[:20] + [(cells, total, []) for cells, total, _ in rows[20:]]
        return sections

    def calibration(self):
        decided = defaultdict(lambda: [0, 0])
        for call in self.verdicts():
            decided[call.lead["score"]][0] += call.verdict == "sql"
            decided[call.lead["score"]][1] += 1
        found = defaultdict(lambda: [0, 0])
        width = bands({score: n[1] for score, n in decided.items() if score is not None})
        for score, (sql, all_of) in decided.items():
            key = None if score is None else band(score, width)
            found[key] = [found[key][0] + sql, found[key][1] + all_of]
        order = sorted(key for key in found if key) + ([None] if None in found else [])
        sections = {"bands": [({"score": key and key[1], "leads": found[key][1], "sql": rate(*found[key])}, False, [])
                              for key in order], "thresholds": []}
        scored = {score: n for score, n in decided.items() if score is not None}

        def split(threshold):
            above = [sum(n[i] for score, n in scored.items() if score >= threshold) for i in (0, 1)]
            below = [sum(n[i] for score, n in scored.items() if score < threshold) for i in (0, 1)]
            return above, below

        def weight(threshold):
            (kept, above), (lost, below) = split(threshold)
            sqls, others = kept + lost, above + below - kept - lost
            return kept * others + (below - lost) * sqls - sqls * others, sqls, others

        lines = []
        if scored and all(weight(0)[1:]):
            best = max(sorted(scored), key=lambda score: (weight(score)[0], -score))
            if weight(best)[0] > 0:
                lines.append(("best", best))
        if scored and self.options["threshold"] is not None:
            lines.append(("set", self.options["threshold"]))
        for which, threshold in lines:
            above, below = split(threshold)
            j, sqls, others = weight(threshold)
            tells = min(above[1], below[1]) >= 12 and exact(below)[1] < exact(above)[0]
            sections["thresholds"].append((
                {"which": which, "threshold": threshold, "above": rate(*above), "below": rate(*below),
                 "j": half_up(j * 1000 / (sqls * others)) / 1000 if sqls and others else None,
                 "kept": share(above[0], sqls), "leftOut": share(below[1] - below[0], others),
                 "tells": "yes" if tells else "no"}, False, []))
        return sections

    def friction(self):
        questions, elements, used = defaultdict(dict), defaultdict(dict), Counter()
        for call, _ in self.included():
            if not call.conversation:
                continue
            place = (call.name, call.version)
            used[place] += 1
            for key, asked, dodged, skipped, spent, grade, against in call.questions():
                n = questions[place].setdefault(
                    key, {"asked": 0, "dodged": 0, "skipped": 0, "against": 0, "times": [], "grades": [0] * 4})
                n["skipped"] += skipped
                if asked:
                    n["asked"] += 1
                    n["dodged"] += dodged
                    n["against"] += against and not dodged
                    n["grades"][0 if dodged else grade] += 1
                    n["times"].append(spent // 1000)
            for element in call.elements:
                if element["state"] != "inactive":
                    n = elements[place].setdefault(element["id"], Counter())
                    n[element["state"]] += 1
                    n["out"] = 0 if call.counts(element["id"]) else 1
        sections = {"questions": [], "elements": []}
        for place in sorted(used, key=lambda place: (-used[place], place)):
            start = {"checklist": place[0], "version": place[1]}

            def open_share(n):
                return (n["dodged"] + n["skipped"]) / (n["asked"] + n["skipped"])

            found = questions[place]
            for key in sorted(found, key=lambda key: (-open_share(found[key]), key)):
                n, due = found[key], found[key]["asked"] + found[key]["skipped"]
                sections["questions"].append((start | {
                    "question": key, "unanswered": share(n["dodged"] + n["skipped"], due),
                    "asked": share(n["asked"], due), "dodged": share(n["dodged"], n["asked"]),
                    "skipped": share(n["skipped"], due), "time": median(n["times"]) if n["times"] else None,
                    "grades": n["grades"], "against": share(n["against"], n["asked"])}, False, []))

            def failed(n):
                return n["weak"] + n["open"] + n["against"], n["weak"] + n["open"] + n["against"] + n["confirmed"]

            found = elements[place]
            for id in sorted(found, key=lambda id: (found[id]["out"], -failed(found[id])[0] / failed(found[id])[1], id)):
                n = found[id]
                sections["elements"].append((start | {
                    "element": id, "failed": share(*failed(n)), "weak": n["weak"], "open": n["open"],
                    "against": n["against"], "confirmed": n["confirmed"],
                    "counts": "no" if n["out"] else "yes"}, False, []))
        return sections

    def overrides(self):
        both, reps, pairs = defaultdict(Counter), defaultdict(lambda: defaultdict(Counter)), defaultdict(Counter)
        for call, later in self.included():
            if None in (call.verdict, call.proposed) or "no-contact" in (call.verdict, call.proposed):
                continue
            fate = Counter(calls=1)
            if call.verdict in DECISIVE:
                other = [c.verdict for c in later if c.verdict in DECISIVE and c.verdict != call.verdict]
                fate.update(decisive=1, overturned=bool(other))
            if call.verdict == "sql":
                fate["sql"] = 1
                fate[call.fate] = 1
            both[call.overridden] += fate
            reps[call.rep][call.overridden] += fate
            if call.overridden:
                pairs[call.proposed, call.verdict] += fate

        def cells(n):
            answered = n["accepted"] + n["silence"] + n["rejected"]
            return {"overturned": share(n["overturned"], n["decisive"]), "sql": n["sql"], "accepted": n["accepted"],
                    "bySilence": n["silence"], "rejected": share(n["rejected"], answered)}

        all_of = both[True]["calls"] + both[False]["calls"]
        sections = {"fates": [
            ({"which": name, "calls": share(both[which]["calls"], all_of)} | cells(both[which]), False, [])
            for name, which in (("overridden", True), ("as proposed", False)) if all_of]}
        sections["by-rep"] = []
        for rep in by_size(reps, lambda n: n[True]["calls"] + n[False]["calls"]):
            n = reps[rep]
            calls = n[True]["calls"] + n[False]["calls"]
            sections["by-rep"].append((
                {"rep": rep, "calls": calls, "overridden": share(n[True]["calls"], calls)} | cells(n[True]), False, []))
        sections["by-pair"] = [
            ({"proposed": pair[0], "decided": pair[1], "calls": share(n["calls"], both[True]["calls"])} | cells(n), False, [])
            for pair, n in sorted(pairs.items(), key=lambda item: (-item[1]["calls"], item[0]))]
        return sections

    def grading(self):
        reps, refusals = defaultdict(Counter), Counter()
        for call, _ in self.included():
            if call.verdict != "sql":
                continue
            n = Counter(sqls=1)
            if call.fate is not None:
                n[call.fate] = 1
            if call.fate == "rejected":
                n["high"] = call.refusal in GRADE_REASONS
                refusals[call.refusal] += 1
            for element in call.elements:
                if element["state"] == "confirmed":
                    n.update(grades=element["grade"], confirmed=1)
            reps[call.rep].update(n)
        team = sum(reps.values(), Counter())

        def answered(n):
            return n["accepted"] + n["silence"] + n["rejected"]

        def verdict(n):
            if answered(n) < 12:
                return "too-few"
            low, high = exact((n["high"], answered(n)))
            usual = team["high"] / answered(team)
            return "too-high" if low > usual else "better" if high < usual else "as-the-team"

        def row(name, n, verdict, total):
            grade = half_up(n["grades"] * 100 / n["confirmed"]) / 100 if n["confirmed"] else None
            return ({"rep": name, "sqls": n["sqls"], "accepted": rate(n["accepted"] + n["silence"], answered(n)),
                     "tooHigh": rate(n["high"], answered(n)), "grade": grade, "verdict": verdict,
                     "acceptedBySilence": n["silence"], "rejected": n["rejected"]}, total, [])

        rows = [row(rep, reps[rep], verdict(reps[rep]), False) for rep in by_size(reps, lambda n: n["sqls"])]
        if reps:
            rows.append(row("team", team, None, True))
        return {"by-rep": rows, "by-reason": [
            ({"reason": reason, "sqls": share(count, team["rejected"]),
              "grades": "yes" if reason in GRADE_REASONS else "no"}, False, [])
            for reason, count in sorted(refusals.items(), key=lambda item: (-item[1], item[0]))]}


    # The SLA, around the clock: these workspaces have no business hours.

    def sla(self):
        hour, attempts_promised = 3_600_000, 6
        total, weeks, reps, executives = Tally(), defaultdict(Tally), defaultdict(Tally), defaultdict(Tally)
        numbers = [Counter() for _ in range(attempts_promised + 1)]
        for id in set(self.w.leads) | set(self.w.calls):
            calls, lead = self.w.calls.get(id, []), self.w.leads.get(id)
            for call in calls:
                self.answer(call, [total, weeks[self.w.week(call.decided)]] if call.decided else [], executives)
                if call.verdict in DECISIVE[1:] and self.within(call.started) and self.meant(call):
                    for tally in (total, weeks[self.w.week(call.started)], reps[call.rep]):
                        tally.judge("reason", call.reason is not None)
            mql = instant((lead or calls[-1].lead)["mqlAt"])
            handed = mql if mql is not None else self.w.first[id] if lead else calls[0].started
            if not self.within(handed):
                continue
            own = [call for call in calls if mql is None or call.started >= mql]
            tried = [call for call in own if call.attempt]
            told = (tried or own or [None])[0]
            if not self.meant(told) if told else self.options["rep"] or self.options["checklist"]:
                continue
            tallies = (total, weeks[self.w.week(handed)], reps[told.rep if told else None])
            decided = [call for call in own if call.verdict in DECISIVE]
            stated = [call for call in own if call.verdict is not None]
            before = any(call.attempt for call in calls)
            moot = not tried and (bool(decided) or before or (lead is not None and self.opted_out(id)))
            acted = instant(lead["extra"].get("Recent conversion date")) if lead else None
            first = tried[0].started if tried else None
            for tally in tallies:
                tally.leads += 1
                if lead:
                    tally.judge("dated", mql is not None)
                if decided:
                    tally.judge("workable", decided[-1].verdict != "returned")
                if not moot:
                    if acted is None or first is not None and first < acted:
                        tally.unknown["speedToLead"] += 1
                    else:
                        self.due(tally, "speedToLead", first, acted + hour // 2)
                    self.due(tally, "firstTouch", first, handed + 4 * hour)
                    self.attempts_kept(tally, tried, decided, handed + 14 * 24 * hour, attempts_promised, id, lead)
                if stated or not moot:
                    self.due(tally, "status", stated[0].decided if stated else None, handed + 48 * hour)
                for stretch, start, end in (
                        ("act", acted, first), ("attempt", handed, first),
                        ("status", handed, stated[0].decided if stated else None),
                        ("verdict", handed, decided[0].decided if decided else None)):
                    if start is not None and end is not None and end >= start:
                        tally.times[stretch].append((end - start) // 1000)
            for number, call in enumerate(tried):
                counts = numbers[min(number, attempts_promised)]
                counts["attempts"] += 1
                counts["reached" if call.reached else call.disposition or "no-answer"] += 1
        return self.sla_rows(total, weeks, reps, executives, numbers)

    def due(self, tally, promise, done, due):
        if done is not None:
            tally.judge(promise, done <= due)
        elif self.w.now < due:
            tally.running[promise] += 1
        else:
            tally.judge(promise, False)

    def opted_out(self, id):
        return any(call.sub == "do-not-contact" for call in self.w.calls.get(id, []))

    def attempts_kept(self, tally, tried, decided, due, promised, id, lead):
        enough = tried[promised - 1].started if len(tried) >= promised else None
        end = due if enough is None else enough
        reached = [call.started for call in tried if call.reached]
        if reached and reached[0] <= end:
            return
        if decided and decided[0].started < end:
            if decided[0].reason == "unreachable":
                tally.judge("attempts", False)
            return
        if lead is not None and self.opted_out(id) and enough is None:
            return
        self.due(tally, "attempts", enough, due)

    def answer(self, call, tallies, executives):
        if call.verdict != "sql" or call.fate is None or not self.within(call.decided) or not self.meant(call):
            return
        said = self.w.said.get(call.id)
        heard = min(instant(word["at"]) for word in [said] + said["earlier"]) if said else None
        due = instant(said["dueAt"]) if said else call.decided + 24 * 3_600_000
        executive = executives[said["by"] if said else None]
        for tally in tallies + [executive]:
            self.due(tally, "answer", heard, due)
            if heard is not None:
                tally.times["answer"].append(max(0, heard - call.decided) // 1000)
        executive.leads += call.fate != "waiting"
        executive.kept["accepted"] += call.fate in ("accepted", "silence")
        executive.kept["rejected"] += call.fate == "rejected"

    def sla_rows(self, total, weeks, reps, executives, numbers):
        sides = {"dated": "marketing", "workable": "marketing", "answer": "AE"}
        promises = ("dated", "workable", "speedToLead", "firstTouch", "status", "attempts", "reason", "answer")

        def figures(tally):
            return {promise: tally.share(promise)
                    for promise in ("speedToLead", "firstTouch", "attempts", "status", "reason")} | {
                        "median": tally.median("attempt"), "ninetieth": tally.ninetieth("attempt")}

        def plain(cells):
            return cells, False, []

        return {
            "by-promise": [plain({
                "side": sides.get(promise, "sales"), "kept": total.share(promise),
                "running": total.running[promise], "missed": total.missed[promise],
                "unknown": total.unknown[promise]}) for promise in promises],
            "times": [plain({
                "measured": len(total.times[stretch]), "median": total.median(stretch),
                "ninetieth": total.ninetieth(stretch)}) for stretch in ("act", "attempt", "status", "verdict", "answer")],
            "by-week": [plain({"week": week, "leads": weeks[week].leads} | figures(weeks[week])
                              | {"answer": weeks[week].share("answer")})
                        for week in sorted(weeks) if weeks[week].is_used()],
            "by-rep": [plain({"rep": rep, "leads": reps[rep].leads} | figures(reps[rep]))
                       for rep in by_size(reps, lambda tally: tally.leads)],
            "by-ae": [plain({
                "ae": name, "inTime": executives[name].share("answer"), "median": executives[name].median("answer"),
                "ninetieth": executives[name].ninetieth("answer"), "accepted": executives[name].kept["accepted"],
                "rejected": executives[name].kept["rejected"], "running": executives[name].running["answer"]})
                for name in by_size(executives, lambda tally: tally.leads)],
            "by-attempt": [plain({
                "attempt": f"{number + 1}" + (" and later" if number + 1 == len(numbers) else ""),
                "attempts": counts["attempts"], "reached": share(counts["reached"], counts["attempts"])}
                | {name: counts[name] for name in ("no-answer", "voicemail", "gatekeeper", "wrong-number")})
                for number, counts in enumerate(numbers) if counts["attempts"]],
        }


class Tally:
    """How promises were kept, and how long things took in seconds."""

    def __init__(self):
        self.leads, self.times = 0, defaultdict(list)
        self.kept, self.missed, self.running, self.unknown = Counter(), Counter(), Counter(), Counter()

    def judge(self, promise, kept):
        (self.kept if kept else self.missed)[promise] += 1

    def is_used(self):
        return self.leads or self.kept or self.missed or self.running

    def share(self, promise):
        return share(self.kept[promise], self.kept[promise] + self.missed[promise])

    def median(self, stretch):
        return float(median(self.times[stretch])) if self.times[stretch] else None

    def ninetieth(self, stretch):
        times = sorted(self.times[stretch])
        return float(times[-(-9 * len(times) // 10) - 1]) if len(times) >= 12 else None


def banded(groups):
    width = bands({score: counts["leads"] for score, counts in groups.items() if score is not None})
    found = defaultdict(Counter)
    for score, counts in groups.items():
        found[None if score is None else band(score, width)] += counts
    return found


def exact(pair, z=1.959963984540054):
    count, of = pair
    p = count / of
    middle = (p + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return (0.0 if count == 0 else middle - half), (1.0 if count == of else middle + half)


# --- Comparing -------------------------------------------------------------------------------------------------------

# What a reason is called and who acts on it stands in reasons.yaml: text, and no figure; so is what was promised.
PASSED_OVER = ("name", "who", "action", "promise", "stretch")


def compare(run, output):
    expected = getattr(Run(workspace, run), run["report"])()
    wrong, figures = 0, 0
    found = {section["id"]: section["rows"] for section in output["sections"]}
    if list(found) != list(expected):
        print(f"sections {list(found)} instead of {list(expected)}")
        wrong += 1
    for section, rows in expected.items():
        ours = [({k: v for k, v in row["cells"].items() if k not in PASSED_OVER}, row["total"], row["words"])
                for row in found.get(section, [])]
        figures += sum(len(cells) for cells, _, _ in rows)
        for number in range(max(len(rows), len(ours))):
            a = rows[number] if number < len(rows) else None
            b = ours[number] if number < len(ours) else None
            if a != b:
                wrong += 1
                if wrong <= 5:
                    print(f"{run['report']} {section} row {number}\n  files: {a}\n  baton: {b}")
    return wrong, figures


if __name__ == "__main__":
    workspace = Workspace(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    wrong = figures = 0
    for run in json.load(sys.stdin):
        more = compare(run, run["output"])
        wrong, figures = wrong + more[0], figures + more[1]
    print(f"{figures} cells compared, {wrong} rows differ")
    sys.exit(1 if wrong or not figures else 0)
