#!/usr/bin/env python3
"""Verifies published bundles of draw/v1 (docs/draw-v1.md) with nothing but Python's standard library.

    python3 verify_draw.py [--key HEX] [--commit FILE] [--json] BUNDLE...
    python3 verify_draw.py --batch        one bundle a line on stdin, one line of JSON each on stdout

Exit code 0 only if everything holds; 1 if anything is wrong, with a line for each; 2 if a file cannot be read.
Written apart from the service and from the verifier in JavaScript: only the format is shared.
"""
import hashlib
import json
import re
import sys

LISTED = 100
MAX_INT = 2**53 - 1
MAX_TIME = 2**40
ZEROS = "0" * 64
CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
GENESIS, PERIOD = 1692803367, 3


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


# -- Reading: names that come twice and numbers that are no plain whole numbers are noticed.


class BadNumber:
    """A number that is not written as a whole number from 0 to 2^53 - 1."""


class Members(dict):
    doubled = ()


def read_object(pairs):
    members = Members(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        members.doubled = sorted({name for name in names if names.count(name) > 1})
    return members


def read_int(token):
    if token.startswith("-") or len(token) > 16 or int(token) > MAX_INT:
        return BadNumber()
    return int(token)


def refuse(token):
    raise ValueError(token)


def read(data):
    text = data.decode("utf-8")
    if text.startswith("\ufeff"):
        raise ValueError("byte order mark")
    return json.loads(
        text,
        object_pairs_hook=read_object,
        parse_int=read_int,
        parse_float=lambda _: BadNumber(),
        parse_constant=refuse,
    )


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def tagged(tag, value):
    return b"draw/v1/" + tag.encode() + b"\0" + canonical(value)


# -- The shape: exactly these names, nothing missing, nothing more.


def is_(*values):
    return ("string", lambda value: value in values)


def like(form):
    pattern = re.compile(form)
    return ("string", lambda value: pattern.fullmatch(value) is not None)


def int_(least=0, most=MAX_INT):
    return ("int", lambda value: least <= value <= most)


def list_(of, least=0, most=None):
    return ("list", lambda value: len(value) >= least and (most is None or len(value) <= most), of)


def object_(**members):
    return ("object", members)


def hex_of(count):
    return like("[0-9a-f]{%d}" % (2 * count))


def text_(least):
    def holds(value):
        try:
            size = len(value.encode("utf-8"))
        except UnicodeEncodeError:
            return False
        return least <= size <= 400 and not re.search("[\u0000-\u001f\u007f-\u009f]", value)

    return ("string", holds)


ID = like("[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
NAME = like("[a-z][0-9a-z-]{0,63}")
PLAN = like("[0-9A-Z][0-9A-Z-]{0,63}")
RULES = like("[0-9A-Za-z][0-9A-Za-z./-]{0,63}")
KIND = is_("drand-quicknet", "manual")
TIME = int_(0, MAX_TIME)
ROUND = int_(1, MAX_TIME)
ONE = int_(1, 1)
ROOT = object_(count=int_(), root=hex_of(32))
ALGORITHM = is_("draw/v1")
SKIPPED = list_(object_(kind=KIND, reason=text_(1), round=ROUND))
BEACONS = {
    "drand-quicknet": object_(
        at=TIME, bytes=hex_of(32), kind=KIND, round=ROUND, signature=hex_of(48), skipped=SKIPPED
    ),
    "manual": object_(
        at=TIME,
        bytes=like("(?:[0-9a-f]{2}){1,400}"),
        entries=list_(object_(by=ID, text=text_(1)), 2, 2),
        kind=KIND,
        round=ROUND,
        skipped=SKIPPED,
    ),
}


def signed(record):
    return object_(record=record, signature=hex_of(64))


CANDIDATE = object_(
    id=ID, region=like("[0-9]{6}"), salt=hex_of(16), stratum=NAME, weight=int_(1, 2**32 - 1)
)
BUNDLE = object_(
    beacon=("beacon",),
    candidates=list_(CANDIDATE),
    certificate=signed(
        object_(
            algorithm=ALGORITHM,
            beaconHash=hex_of(32),
            commitHash=hex_of(32),
            issuedAt=TIME,
            key=hex_of(32),
            outcomeHash=hex_of(32),
            plan=PLAN,
            revealsHash=hex_of(32),
            round=ONE,
            seed=hex_of(32),
        )
    ),
    commit=signed(
        object_(
            algorithm=ALGORITHM,
            beacons=list_(object_(kind=KIND, round=ROUND, source=text_(1), time=TIME), 1),
            candidates=ROOT,
            commitments=list_(object_(commitment=hex_of(32), department=NAME), 3),
            committedAt=TIME,
            inspecting=list_(object_(department=NAME, seats=int_(2, 100))),
            inspectors=ROOT,
            key=hex_of(32),
            loadCap=int_(0, 2**32 - 1),
            notice=text_(0),
            plan=PLAN,
            recusalRules=RULES,
            revealBy=TIME,
            round=ONE,
            strata=list_(
                object_(count=int_(1), id=NAME, k=int_(), standby=int_(), weight=int_(1)), 1
            ),
            weightRules=RULES,
        )
    ),
    format=ALGORITHM,
    inspectors=list_(
        object_(
            department=NAME,
            id=ID,
            load=int_(0, 2**32 - 1),
            recusals=list_(object_(candidate=ID, ground=NAME)),
            salt=hex_of(16),
            scope=like("(?:[0-9]{2}){0,3}"),
        )
    ),
    outcome=object_(
        assignments=list_(
            object_(candidate=ID, department=NAME, inspectors=list_(ID), missing=int_())
        ),
        recusals=list_(
            object_(candidate=ID, department=NAME, ground=NAME, inspector=ID, pick=int_(1))
        ),
        strata=list_(object_(id=NAME, selected=list_(ID), standby=list_(ID))),
    ),
    reveals=list_(object_(at=TIME, department=NAME, flag=int_(0, 1), value=hex_of(32))),
)


def type_of(value):
    if isinstance(value, str):
        return "string"
    if isinstance(value, BadNumber) or (isinstance(value, int) and not isinstance(value, bool)):
        return "int"
    if isinstance(value, list):
        return "list"
    return "object" if isinstance(value, dict) else "other"


def inside(where, member):
    shown = member if re.fullmatch("[0-9A-Za-z]{1,40}", member) else "?"
    return shown if where == "" else where + "." + shown


def utf16(name):
    return name.encode("utf-16-be", "surrogatepass")


def shape(value, spec, where, report):
    """Whether a value is of a shape; `report(code, where)` is told each place where it is not."""
    if spec[0] == "beacon":
        if type_of(value) != "object":
            report("shape.type", where)
            return False
        kind = value.get("kind")
        own = BEACONS.get(kind) if isinstance(kind, str) else None
        return shape(value, own or object_(kind=KIND), where, report)
    if type_of(value) != spec[0]:
        report("shape.type", where)
        return False
    sound = True
    if spec[0] == "object":
        members = spec[1]
        for member in sorted(value.doubled, key=utf16):
            report("shape.doubled", inside(where, member))
            sound = False
        for member, inner in members.items():
            if member not in value:
                report("shape.missing", inside(where, member))
                sound = False
            elif not shape(value[member], inner, inside(where, member), report):
                sound = False
        for member in sorted(value, key=utf16):
            if member not in members:
                report("shape.extra", inside(where, member))
                sound = False
        return sound
    if isinstance(value, BadNumber) or not spec[1](value):
        report("shape.value", where)
        return False
    if spec[0] == "list":
        for place, one in enumerate(value):
            if not shape(one, spec[2], "%s[%d]" % (where, place), report):
                sound = False
    return sound


# -- Ed25519 verification after RFC 8032, 5.1.7, without the cofactor, as OpenSSL does it.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_MINUS_1 = pow(2, (P - 1) // 4, P)


def ed_add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    m, n = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def ed_multiply(number, point):
    total = (0, 1, 1, 0)
    while number > 0:
        if number & 1:
            total = ed_add(total, point)
        point = ed_add(point, point)
        number >>= 1
    return total


def ed_decode(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P or y in (1, P - 1):
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * ROOT_MINUS_1 % P
    if (x * x - square) % P != 0:
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def ed_encode(point):
    x, y, z, _ = point
    back = pow(z, -1, P)
    x, y = x * back % P, y * back % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = ed_decode(bytes.fromhex("58" + "66" * 31))
POWERS = [BASE]
while len(POWERS) < 256:
    POWERS.append(ed_add(POWERS[-1], POWERS[-1]))


def ed_multiply_base(number):
    total = (0, 1, 1, 0)
    for place in range(number.bit_length()):
        if number >> place & 1:
            total = ed_add(total, POWERS[place])
    return total


def signature_holds(message, signature, key):
    data, public = bytes.fromhex(signature), bytes.fromhex(key)
    point = ed_decode(public)
    s = int.from_bytes(data[32:], "little")
    if point is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(data[:32] + public + message).digest(), "little") % L
    x, y, z, t = point
    minus = (P - x, y, z, P - t)
    return ed_encode(ed_add(ed_multiply_base(s), ed_multiply(k, minus))) == data[:32]


def sound_key(key):
    y = int.from_bytes(bytes.fromhex(key), "little") & (2**255 - 1)
    return y < P and y not in (1, P - 1)


# -- What follows from the seed.


def leaf(value):
    return sha(b"\0", canonical(value))


def tree_root(leaves):
    """RFC 6962: pairs level by level; what is left over alone goes up as it is."""
    if not leaves:
        return sha(b"").hex()
    level = leaves
    while len(level) > 1:
        above = [sha(b"\1", level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        if len(level) % 2 == 1:
            above.append(level[-1])
        level = above
    return level[0].hex()


class Stream:
    def __init__(self, seed):
        self.head = b"draw/v1/stream\0" + seed
        self.next = 0

    def uniform(self, n):
        limit = 2**256 - 2**256 % n
        while True:
            value = int.from_bytes(sha(self.head, self.next.to_bytes(8, "big")), "big")
            self.next += 1
            if value < limit:
                return value % n


def select(weights, take, stream):
    """Sums over blocks of weights: found by walking, first the blocks, then within one."""
    block = max(1, int(len(weights) ** 0.5))
    left = list(weights)
    sums = [sum(left[i : i + block]) for i in range(0, len(left), block)]
    total = sum(sums)
    drawn = []
    while len(drawn) < take:
        point = stream.uniform(total)
        place = 0
        while point >= sums[place]:
            point -= sums[place]
            place += 1
        index = place * block
        while point >= left[index]:
            point -= left[index]
            index += 1
        drawn.append(index)
        sums[place] -= left[index]
        total -= left[index]
        left[index] = 0
    return drawn


def pair(stream, inspecting, inspectors, visits, cap):
    assignments, recusals = [], []
    for entry in inspecting:
        department, seats = entry["department"], entry["seats"]
        members = [one for one in inspectors if one["department"] == department]
        load = [one["load"] for one in members]
        grounds = [
            {each["candidate"]: each["ground"] for each in one["recusals"]} for one in members
        ]
        near = {}
        pick = 0
        for candidate, region, standby in visits:
            if region not in near:
                near[region] = [
                    place for place, one in enumerate(members) if region.startswith(one["scope"])
                ]
            free = [one for one in near[region] if load[one] < cap]
            seated = []
            for least in sorted({load[one] for one in free}):
                level = [one for one in free if load[one] == least]
                turn = 0
                while turn < len(level) and len(seated) < seats:
                    other = turn + stream.uniform(len(level) - turn)
                    level[turn], level[other] = level[other], level[turn]
                    pick += 1
                    ground = grounds[level[turn]].get(candidate)
                    if ground is None:
                        seated.append(level[turn])
                    else:
                        recusals.append(
                            {
                                "candidate": candidate,
                                "department": department,
                                "ground": ground,
                                "inspector": members[level[turn]]["id"],
                                "pick": pick,
                            }
                        )
                    turn += 1
                if len(seated) == seats:
                    break
            if not standby:
                for one in seated:
                    load[one] += 1
            assignments.append(
                {
                    "candidate": candidate,
                    "department": department,
                    "inspectors": [members[one]["id"] for one in seated],
                    "missing": seats - len(seated),
                }
            )
    return assignments, recusals


# -- The checks.


def check_order(bundle, report):
    record = bundle["commit"]["record"]

    def ascending(items, by, where):
        for place in range(1, len(items)):
            if not items[place][by] > items[place - 1][by]:
                report("order", "%s[%d].%s" % (where, place, by))

    ascending(bundle["candidates"], "id", "candidates")
    ascending(record["commitments"], "department", "commit.record.commitments")
    ascending(record["inspecting"], "department", "commit.record.inspecting")
    ascending(record["strata"], "id", "commit.record.strata")
    ascending(bundle["inspectors"], "id", "inspectors")
    for place, one in enumerate(bundle["inspectors"]):
        ascending(one["recusals"], "candidate", "inspectors[%d].recusals" % place)


def check_lists(bundle, report):
    record = bundle["commit"]["record"]
    for name in ("candidates", "inspectors"):
        where = "commit.record." + name
        if record[name]["count"] != len(bundle[name]):
            report("list.count", where + ".count", record[name]["count"], len(bundle[name]))
        root = tree_root([leaf(one) for one in bundle[name]])
        if record[name]["root"] != root:
            report("list.root", where + ".root", record[name]["root"], root)
    members = {}
    for one in bundle["candidates"]:
        members.setdefault(one["stratum"], []).append(one["weight"])
    for place, stratum in enumerate(record["strata"]):
        where = "commit.record.strata[%d]" % place
        weights = members.get(stratum["id"], [])
        count, k = stratum["count"], stratum["k"]
        if count != len(weights):
            report("stratum.count", where + ".count", count, len(weights))
        if stratum["weight"] != sum(weights):
            report("stratum.weight", where + ".weight", stratum["weight"], sum(weights))
        if k > count:
            report("stratum.k", where + ".k", k, count)
        elif stratum["standby"] != min(-(-k // 5), count - k):
            report("stratum.standby", where + ".standby", stratum["standby"], min(-(-k // 5), count - k))
    known = {stratum["id"] for stratum in record["strata"]}
    for place, one in enumerate(bundle["candidates"]):
        if one["stratum"] not in known:
            report("stratum.unknown", "candidates[%d].stratum" % place)
    inspecting = {one["department"] for one in record["inspecting"]}
    for place, one in enumerate(bundle["inspectors"]):
        if one["department"] not in inspecting:
            report("inspector.department", "inspectors[%d].department" % place)


def check_commit(bundle, options, report):
    record = bundle["commit"]["record"]
    committed, until = record["committedAt"], record["revealBy"]
    if until < committed:
        report("commit.times", "commit.record.revealBy")
    known = set()
    for place, beacon in enumerate(record["beacons"]):
        where = "commit.record.beacons[%d]" % place
        name = (beacon["kind"], beacon["round"])
        if name in known:
            report("beacon.twice", where)
        known.add(name)
        if beacon["time"] < committed + 600 or beacon["time"] < until:
            report("beacon.soon", where + ".time")
        if beacon["kind"] != "drand-quicknet":
            continue
        if beacon["source"] != CHAIN:
            report("beacon.chain", where + ".source")
        due = GENESIS + (beacon["round"] - 1) * PERIOD
        if beacon["time"] != due:
            report("beacon.time", where + ".time", beacon["time"], due)
    if not sound_key(record["key"]):
        report("key.form", "commit.record.key")
    message = tagged("commit-record", record)
    if not signature_holds(message, bundle["commit"]["signature"], record["key"]):
        report("commit.signature", "commit.signature")
    digest = sha(message).hex()
    if options.get("key") not in (None, record["key"]):
        report("key.other", "commit.record.key")
    if options.get("commit") not in (None, digest):
        report("commit.other", "commit.record")
    return digest


def check_reveals(bundle, report):
    record, reveals = bundle["commit"]["record"], bundle["reveals"]
    if len(reveals) != len(record["commitments"]):
        report("reveal.count", "reveals")
    opened = 0
    for place, (reveal, promised) in enumerate(zip(reveals, record["commitments"])):
        where = "reveals[%d]" % place
        if promised["department"] != reveal["department"]:
            report("reveal.department", where + ".department")
        if reveal["flag"] == 0:
            if reveal["at"] != 0 or reveal["value"] != ZEROS:
                report("reveal.missing", where)
            continue
        opened += 1
        if not record["committedAt"] <= reveal["at"] <= record["revealBy"]:
            report("reveal.time", where + ".at")
        commitment = sha(
            b"draw/v1/commit",
            record["plan"].encode(),
            reveal["department"].encode(),
            bytes.fromhex(reveal["value"]),
        )
        if commitment.hex() != promised["commitment"]:
            report("reveal.commitment", where + ".value")
    if opened < 2:
        report("reveal.few", "reveals")


def check_beacon(bundle, report):
    beacon, planned = bundle["beacon"], bundle["commit"]["record"]["beacons"]
    names = [(one["kind"], one["round"]) for one in planned]
    name = (beacon["kind"], beacon["round"])
    if name not in names:
        report("beacon.unknown", "beacon.round")
    else:
        place = names.index(name)
        if [(one["kind"], one["round"]) for one in beacon["skipped"]] != names[:place]:
            report("beacon.skipped", "beacon.skipped")
        if beacon["at"] < planned[place]["time"]:
            report("beacon.early", "beacon.at")
    if beacon["kind"] == "manual":
        one, two = beacon["entries"]
        if not one["by"] < two["by"]:
            report("order", "beacon.entries[1].by")
        if one["text"] != two["text"]:
            report("beacon.entries", "beacon.entries[1].text")
        if one["text"].encode("utf-8").hex() != beacon["bytes"]:
            report("beacon.bytes", "beacon.bytes")
        return
    if sha(bytes.fromhex(beacon["signature"])).hex() != beacon["bytes"]:
        report("beacon.bytes", "beacon.bytes")
    if not drand_holds(beacon["round"], beacon["signature"]):
        report("beacon.signature", "beacon.signature")


def seed_of(bundle, commit_hash):
    fields = [bytes.fromhex(commit_hash)]
    for reveal in bundle["reveals"]:
        fields += [reveal["department"].encode(), bytes([reveal["flag"]]), bytes.fromhex(reveal["value"])]
    beacon = bundle["beacon"]
    fields += [beacon["kind"].encode(), beacon["round"].to_bytes(8, "big"), bytes.fromhex(beacon["bytes"])]
    return sha(*(len(field).to_bytes(4, "big") + field for field in fields))


def difference(one, other):
    for place in range(max(len(one), len(other))):
        if place >= len(one) or place >= len(other) or one[place] != other[place]:
            return place
    return -1


def check_outcome(bundle, seed, report):
    record, outcome = bundle["commit"]["record"], bundle["outcome"]
    first, later = [], []
    told_ids = [one["id"] for one in outcome["strata"]]
    place = difference(told_ids, [one["id"] for one in record["strata"]])
    if place >= 0:
        report("selection.strata", "outcome.strata[%d]" % place)
    members = {}
    for one in bundle["candidates"]:
        members.setdefault(one["stratum"], []).append(one)
    for place, stratum in enumerate(record["strata"]):
        own = members.get(stratum["id"], [])
        k = stratum["k"]
        stream = Stream(sha(b"draw/v1/stratum\0", seed, stratum["id"].encode()))
        take = min(k + stratum["standby"], len(own))
        drawn = [own[index] for index in select([one["weight"] for one in own], take, stream)]
        for turn, one in enumerate(drawn):
            (first if turn < k else later).append((one["id"], one["region"], turn >= k))
        ids = [one["id"] for one in drawn]
        if place >= len(outcome["strata"]):
            continue
        told = outcome["strata"][place]
        for part, right in (("selected", ids[:k]), ("standby", ids[k:])):
            at = difference(told[part], right)
            if at >= 0:
                report(
                    "selection." + part,
                    "outcome.strata[%d].%s[%d]" % (place, part, at),
                    told[part][at] if at < len(told[part]) else "",
                    right[at] if at < len(right) else "",
                )
    visits = first + later
    assignments, recusals = pair(
        Stream(seed), record["inspecting"], bundle["inspectors"], visits, record["loadCap"]
    )
    at = difference(outcome["assignments"], assignments)
    if at >= 0:
        report("pairing", "outcome.assignments[%d]" % at)
    at = difference(outcome["recusals"], recusals)
    if at >= 0:
        report("recusal", "outcome.recusals[%d]" % at)


def check_certificate(bundle, commit_hash, seed, report):
    record = bundle["certificate"]["record"]
    commit = bundle["commit"]["record"]
    right = {
        "beaconHash": sha(tagged("beacon", bundle["beacon"])).hex(),
        "commitHash": commit_hash,
        "key": commit["key"],
        "outcomeHash": sha(tagged("outcome", bundle["outcome"])).hex(),
        "plan": commit["plan"],
        "revealsHash": sha(tagged("reveals", bundle["reveals"])).hex(),
        "seed": seed.hex(),
    }
    for field, value in right.items():
        if record[field] != value:
            code = "seed" if field == "seed" else "certificate.field"
            report(code, "certificate.record." + field, record[field], value)
    if record["issuedAt"] < bundle["beacon"]["at"]:
        report("certificate.time", "certificate.record.issuedAt")
    message = tagged("certificate", record)
    if not signature_holds(message, bundle["certificate"]["signature"], commit["key"]):
        report("certificate.signature", "certificate.signature")


def verify(data, options):
    """Findings [(code, where, told, right)] and the bundle; ValueError for what is no JSON."""
    try:
        bundle = read(data)
    except RecursionError as error:
        raise ValueError("too deep") from error
    findings = []

    def report(code, where, told="", right=""):
        findings.append((code, where, told, right))

    if not shape(bundle, BUNDLE, "", report):
        return findings, None
    check_order(bundle, report)
    check_lists(bundle, report)
    commit_hash = check_commit(bundle, options, report)
    check_reveals(bundle, report)
    check_beacon(bundle, report)
    seed = seed_of(bundle, commit_hash)
    check_outcome(bundle, seed, report)
    check_certificate(bundle, commit_hash, seed, report)
    bundle["commitHash"] = commit_hash
    return findings, bundle


# -- drand's quicknet: BLS signatures on G1 of BLS12-381, hashed to the curve by RFC 9380.

Q = 0x1A0111EA397FE69A4B1BA7B6434BACD764774B84F38512BF6730D2A0F6B0F6241EABFFFEB153FFFFB9FEFFFFFFFFAAAB
R = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
X = 0xD201000000010000
DST = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
ISO_A = 0x144698A3B8E9433D693A02C96D4982B0EA985383EE66A8D8E8981AEFD881AC98936F8DA0E0F97F5CF428082D584C1D
ISO_B = 0x12E2908D11688030018B12E8753EEE3B2016C1F0F24F4070A0B9C14FCEF35EF55A23215A316CEAA5D1CC48E98E172BE0
# The 11-isogeny of RFC 9380, E.2: x numerator, x denominator, y numerator, y denominator, constant first.
ISOGENY = (
    (
        0x11A05F2B1E833340B809101DD99815856B303E88A2D7005FF2627B56CDB4E2C85610C2D5F2E62D6EAEAC1662734649B7,
        0x17294ED3E943AB2F0588BAB22147A81C7C17E75B2F6A8417F565E33C70D1E86B4838F2A6F318C356E834EEF1B3CB83BB,
        0xD54005DB97678EC1D1048C5D10A9A1BCE032473295983E56878E501EC68E25C958C3E3D2A09729FE0179F9DAC9EDCB0,
        0x1778E7166FCC6DB74E0609D307E55412D7F5E4656A8DBF25F1B33289F1B330835336E25CE3107193C5B388641D9B6861,
        0xE99726A3199F4436642B4B3E4118E5499DB995A1257FB3F086EEB65982FAC18985A286F301E77C451154CE9AC8895D9,
        0x1630C3250D7313FF01D1201BF7A74AB5DB3CB17DD952799B9ED3AB9097E68F90A0870D2DCAE73D19CD13C1C66F652983,
        0xD6ED6553FE44D296A3726C38AE652BFB11586264F0F8CE19008E218F9C86B2A8DA25128C1052ECADDD7F225A139ED84,
        0x17B81E7701ABDBE2E8743884D1117E53356DE5AB275B4DB1A682C62EF0F2753339B7C8F8C8F475AF9CCB5618E3F0C88E,
        0x80D3CF1F9A78FC47B90B33563BE990DC43B756CE79F5574A2C596C928C5D1DE4FA295F296B74E956D71986A8497E317,
        0x169B1F8E1BCFA7C42E0C37515D138F22DD2ECB803A0C5C99676314BAF4BB1B7FA3190B2EDC0327797F241067BE390C9E,
        0x10321DA079CE07E272D8EC09D2565B0DFA7DCCDDE6787F96D50AF36003B14866F69B771F8C285DECCA67DF3F1605FB7B,
        0x6E08C248E260E70BD1E962381EDEE3D31D79D7E22C837BC23C0BF1BC24C6B68C24B1B80B64D391FA9C8BA2E8BA2D229,
    ),
    (
        0x8CA8D548CFF19AE18B2E62F4BD3FA6F01D5EF4BA35B48BA9C9588617FC8AC62B558D681BE343DF8993CF9FA40D21B1C,
        0x12561A5DEB559C4348B4711298E536367041E8CA0CF0800C0126C2588C48BF5713DAA8846CB026E9E5C8276EC82B3BFF,
        0xB2962FE57A3225E8137E629BFF2991F6F89416F5A718CD1FCA64E00B11ACEACD6A3D0967C94FEDCFCC239BA5CB83E19,
        0x3425581A58AE2FEC83AAFEF7C40EB545B08243F16B1655154CCA8ABC28D6FD04976D5243EECF5C4130DE8938DC62CD8,
        0x13A8E162022914A80A6F1D5F43E7A07DFFDFC759A12062BB8D6B44E833B306DA9BD29BA81F35781D539D395B3532A21E,
        0xE7355F8E4E667B955390F7F0506C6E9395735E9CE9CAD4D0A43BCEF24B8982F7400D24BC4228F11C02DF9A29F6304A5,
        0x772CAACF16936190F3E0C63E0596721570F5799AF53A1894E2E073062AEDE9CEA73B3538F0DE06CEC2574496EE84A3A,
        0x14A7AC2A9D64A8B230B3F5B074CF01996E7F63C21BCA68A81996E1CDF9822C580FA5B9489D11E2D311F7D99BBDCC5A5E,
        0xA10ECF6ADA54F825E920B3DAFC7A3CCE07F8D1D7161366B74100DA67F39883503826692ABBA43704776EC3A79A1D641,
        0x95FC13AB9E92AD4476D6E3EB3A56680F682B4EE96F7D03776DF533978F31C1593174E4B4B7865002D6384D168ECDD0A,
        0x1,
    ),
    (
        0x90D97C81BA24EE0259D1F094980DCFA11AD138E48A869522B52AF6C956543D3CD0C7AEE9B3BA3C2BE9845719707BB33,
        0x134996A104EE5811D51036D776FB46831223E96C254F383D0F906343EB67AD34D6C56711962FA8BFE097E75A2E41C696,
        0xCC786BAA966E66F4A384C86A3B49942552E2D658A31CE2C344BE4B91400DA7D26D521628B00523B8DFE240C72DE1F6,
        0x1F86376E8981C217898751AD8746757D42AA7B90EEB791C09E4A3EC03251CF9DE405ABA9EC61DECA6355C77B0E5F4CB,
        0x8CC03FDEFE0FF135CAF4FE2A21529C4195536FBE3CE50B879833FD221351ADC2EE7F8DC099040A841B6DAECF2E8FEDB,
        0x16603FCA40634B6A2211E11DB8F0A6A074A7D0D4AFADB7BD76505C3D3AD5544E203F6326C95A807299B23AB13633A5F0,
        0x4AB0B9BCFAC1BBCB2C977D027796B3CE75BB8CA2BE184CB5231413C4D634F3747A87AC2460F415EC961F8855FE9D6F2,
        0x987C8D5333AB86FDE9926BD2CA6C674170A05BFE3BDD81FFD038DA6C26C842642F64550FEDFE935A15E4CA31870FB29,
        0x9FC4018BD96684BE88C9E221E4DA1BB8F3ABD16679DC26C1E8B6E6A1F20CABE69D65201C78607A360370E577BDBA587,
        0xE1BBA7A1186BDB5223ABDE7ADA14A23C42A0CA7915AF6FE06985E7ED1E4D43B9B3F7055DD4EBA6F2BAFAAEBCA731C30,
        0x19713E47937CD1BE0DFD0B8F1D43FB93CD2FCBCB6CAF493FD1183E416389E61031BF3A5CCE3FBAFCE813711AD011C132,
        0x18B46A908F36F6DEB918C143FED2EDCC523559B8AAF0C2462E6BFE7F911F643249D9CDF41B44D606CE07C8A4D0074D8E,
        0xB182CAC101B9399D155096004F53F447AA7B12A3426B08EC02710E807B4633F06C851C1919211F20D4C04F00B971EF8,
        0x245A394AD1ECA9B72FC00AE7BE315DC757B3B080D4C158013E6632D3C40659CC6CF90AD1C232A6442D9D3F5DB980133,
        0x5C129645E44CF1102A159F748C4A3FC5E673D81D7E86568D9AB0F5D396A7CE46BA1049B6579AFB7866B1E715475224B,
        0x15E6BE4E990F03CE4EA50B3B42DF2EB5CB181D8F84965A3957ADD4FA95AF01B2B665027EFEC01C7704B456BE69C8B604,
    ),
    (
        0x16112C4C3A9C98B252181140FAD0EAE9601A6DE578980BE6EEC3232B5BE72E7A07F3688EF60C206D01479253B03663C1,
        0x1962D75C2381201E1A0CBD6C43C348B885C84FF731C4D59CA4A10356F453E01F78A4260763529E3532F6102C2E49A03D,
        0x58DF3306640DA276FAAAE7D6E8EB15778C4855551AE7F310C35A5DD279CD2ECA6757CD636F96F891E2538B53DBF67F2,
        0x16B7D288798E5395F20D23BF89EDB4D1D115C5DBDDBCD30E123DA489E726AF41727364F2C28297ADA8D26D98445F5416,
        0xBE0E079545F43E4B00CC912F8228DDCC6D19C9F0F69BBB0542EDA0FC9DEC916A20B15DC0FD2EDEDDA39142311A5001D,
        0x8D9E5297186DB2D9FB266EAAC783182B70152C65550D881C5ECD87B6F0F5A6449F38DB9DFA9CCE202C6477FAAF9B7AC,
        0x166007C08A99DB2FC3BA8734ACE9824B5EECFDFA8D0CF8EF5DD365BC400A0051D5FA9C01A58B1FB93D1A1399126A775C,
        0x16A3EF08BE3EA7EA03BCDDFABBA6FF6EE5A4375EFA1F4FD7FEB34FD206357132B920F5B00801DEE460EE415A15812ED9,
        0x1866C8ED336C61231A1BE54FD1D74CC4F9FB0CE4C6AF5920ABC5750C4BF39B4852CFE2F7BB9248836B233D9D55535D4A,
        0x167A55CDA70A6E1CEA820597D94A84903216F763E13D87BB5308592E7EA7D4FBC7385EA3D529B35E346EF48BB8913F55,
        0x4D2F259EEA405BD48F010A01AD2911D9C6DD039BB61A6290E591B36E636A5C871A5C29F4F83060400F8B49CBA8F6AA8,
        0xACCBB67481D033FF5852C1E48C50C477F94FF8AEFCE42D28C0F9A88CEA7913516F968986F7EBBEA9684B529E2561092,
        0xAD6B9514C767FE3C3613144B45F1496543346D98ADF02267D5CEEF9A00D9B8693000763E3B90AC11E99B138573345CC,
        0x2660400EB2E4F3B628BDD0D53CD76F2BF565B94E72927C1CB748DF27942480E420517BD8714CC80D1FADC1326ED06F7,
        0xE0FA1D816DDC03E6B24255E0D7819C171C40F65E273B853324EFCD6356CAA205CA2F570F13497804415473A1D634B8F,
        0x1,
    ),
)
# Points of G2 as (x, y), each (c0, c1): the generator, and quicknet's public key.
G2 = (
    (
        0x024AA2B2F08F0A91260805272DC51051C6E47AD4FA403B02B4510B647AE3D1770BAC0326A805BBEFD48056C8C121BDB8,
        0x13E02B6052719F607DACD3A088274F65596BD0D09920B61AB5DA61BBDC7F5049334CF11213945D57E5AC7D055D042B7E,
    ),
    (
        0x0CE5D527727D6E118CC9CDC6DA2E351AADFD9BAA8CBDD3A76D429A695160D12C923AC9CC3BACA289E193548608B82801,
        0x0606C4A02EA734CC32ACD2B02BC28B99CB3E287E85A763AF267492AB572E99AB3F370D275CEC1DA1AAA9075FF05F79BE,
    ),
)
QUICKNET = (
    (
        0x0D1FEC758C921CC22B0E17E63AAF4BCB5ED66304DE9CF809BD274CA73BAB4AF5A6E9C76A4BC09E76EAE8991EF5ECE45A,
        0x03CF0F2896ADEE7EB8B5F01FCAD3912212C437E0073E911FB90022D3E760183C8C4B450B6A0A6C3AC6A5776A2D106451,
    ),
    (
        0x0E5DB2B6BFBB01C867749CADFFCA88B36C24F3012BA09FC4D3022C5C37DCE0F977D3ADB5D183C7477C442B1F04515273,
        0x01A714F2EDB74119A2F2B0D5A7C75BA902D163700A61BC224EDEDD8E63AEF7BE1AAF8E93D7A9718B047CCDDB3EB5D68B,
    ),
)


def expand(message, size):
    """expand_message_xmd of RFC 9380, 5.3.1."""
    suffix = DST + bytes([len(DST)])
    first = sha(bytes(64), message, size.to_bytes(2, "big"), b"\0", suffix)
    block = sha(first, b"\1", suffix)
    blocks = [block]
    while len(blocks) * 32 < size:
        mixed = bytes(a ^ b for a, b in zip(first, block))
        block = sha(mixed, bytes([len(blocks) + 1]), suffix)
        blocks.append(block)
    return b"".join(blocks)[:size]


def root_of(value):
    """Square root modulo Q, which is 3 modulo 4; None where there is none."""
    root = pow(value, (Q + 1) // 4, Q)
    return root if root * root % Q == value % Q else None


def map_to_curve(u):
    """Simplified SWU of RFC 9380, 6.6.2, with Z = 11, then the isogeny."""
    square = 11 * u * u % Q
    tail = (square * square + square) % Q
    if tail == 0:
        x = ISO_B * pow(11 * ISO_A, -1, Q) % Q
    else:
        x = -ISO_B * pow(ISO_A, -1, Q) * (1 + pow(tail, -1, Q)) % Q
    y = root_of(x**3 + ISO_A * x + ISO_B)
    if y is None:
        x = square * x % Q
        y = root_of(x**3 + ISO_A * x + ISO_B)
    if y & 1 != u & 1:
        y = Q - y
    values = []
    for coefficients in ISOGENY:
        total = 0
        for coefficient in reversed(coefficients):
            total = (total * x + coefficient) % Q
        values.append(total)
    return values[0] * pow(values[1], -1, Q) % Q, y * values[2] * pow(values[3], -1, Q) % Q


def g1_add(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0]:
        if (a[1] + b[1]) % Q == 0:
            return None
        slope = 3 * a[0] * a[0] * pow(2 * a[1], -1, Q) % Q
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, Q) % Q
    x = (slope * slope - a[0] - b[0]) % Q
    return x, (slope * (a[0] - x) - a[1]) % Q


def g1_multiply(number, point):
    total = None
    while number > 0:
        if number & 1:
            total = g1_add(total, point)
        point = g1_add(point, point)
        number >>= 1
    return total


def g1_decode(data):
    """A point of the right order from its 48 bytes, else None."""
    number = int.from_bytes(data, "big")
    x = number & (2**381 - 1)
    if data[0] >> 6 != 0b10 or x >= Q:
        return None
    y = root_of(x**3 + 4)
    if y is None:
        return None
    if (y > (Q - 1) // 2) != bool(data[0] & 0x20):
        y = Q - y
    return (x, y) if g1_multiply(R, (x, y)) is None else None


def hash_to_g1(message):
    data = expand(message, 128)
    one, two = (map_to_curve(int.from_bytes(data[at : at + 64], "big") % Q) for at in (0, 64))
    return g1_multiply(X + 1, g1_add(one, two))


def mul2(a, b):
    return (a[0] * b[0] - a[1] * b[1]) % Q, (a[0] * b[1] + a[1] * b[0]) % Q


def div2(a, b):
    norm = pow(b[0] * b[0] + b[1] * b[1], -1, Q)
    return mul2(a, (b[0] * norm % Q, -b[1] * norm % Q))


def sub2(a, b):
    return (a[0] - b[0]) % Q, (a[1] - b[1]) % Q


def mul12(a, b):
    """Products in Fp2[w]/(w^6 - (1 + u)); a and b are six pairs, None for zero."""
    real, imaginary = [0] * 11, [0] * 11
    for i, one in enumerate(a):
        if one is None:
            continue
        for j, other in enumerate(b):
            if other is not None:
                real[i + j] += one[0] * other[0] - one[1] * other[1]
                imaginary[i + j] += one[0] * other[1] + one[1] * other[0]
    for k in range(10, 5, -1):
        real[k - 6] += real[k] - imaginary[k]
        imaginary[k - 6] += real[k] + imaginary[k]
    return [(real[k] % Q, imaginary[k] % Q) for k in range(6)]


def pairings_cancel(pairs):
    """Whether the product of the pairings of (G1, G2) points is one."""
    points = [there for _, there in pairs]
    total = [(1, 0)] + [(0, 0)] * 5
    steps = []
    for bit in bin(X)[3:]:
        steps += ["double", "add"] if bit == "1" else ["double"]
    for step in steps:
        if step == "double":
            total = mul12(total, total)
        for index, ((px, py), there) in enumerate(pairs):
            (x, y), (x2, y2) = points[index], there
            if step == "double":
                (x2, y2) = (x, y)
                square = mul2(x, x)
                slope = div2((3 * square[0], 3 * square[1]), (2 * y[0], 2 * y[1]))
            else:
                slope = div2(sub2(y2, y), sub2(x2, x))
            # The line through both points at (px, py), times w^3: what lies in smaller fields cancels in the end.
            line = [sub2(mul2(slope, x), y), None, (-slope[0] * px % Q, -slope[1] * px % Q), (py, 0), None, None]
            total = mul12(total, line)
            x3 = sub2(sub2(mul2(slope, slope), x), x2)
            points[index] = (x3, sub2(mul2(slope, sub2(x, x3)), y))
    # The product is one if and only if total^((q^6 + 1) / r) lies in the field of q^6 elements.
    power = [(1, 0)] + [(0, 0)] * 5
    for bit in bin((Q**6 + 1) // R)[2:]:
        power = mul12(power, power)
        if bit == "1":
            power = mul12(power, total)
    return power != [(0, 0)] * 6 and all(power[k] == (0, 0) for k in (1, 3, 5))


KNOWN_ROUNDS = {}


def drand_holds(number, signature):
    """Whether quicknet made the signature (hex) for the round."""
    if (number, signature) not in KNOWN_ROUNDS:
        point = g1_decode(bytes.fromhex(signature))
        holds = False
        if point is not None:
            hashed = hash_to_g1(sha(number.to_bytes(8, "big")))
            holds = pairings_cancel([((point[0], Q - point[1]), G2), (hashed, QUICKNET)])
        KNOWN_ROUNDS[number, signature] = holds
    return KNOWN_ROUNDS[number, signature]


# -- The program.


def batch():
    for line in sys.stdin.buffer:
        try:
            findings, _ = verify(line, {})
            answer = {
                "readable": True,
                "count": len(findings),
                "findings": [[code, where] for code, where, _, _ in findings[:LISTED]],
            }
        except ValueError:
            answer = {"readable": False}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def commit_hash_of(file):
    with open(file, "rb") as handle:
        value = read(handle.read())
    return sha(tagged("commit-record", value.get("record", value))).hex()


def main(arguments):
    if arguments == ["--batch"]:
        batch()
        return 0
    options, files, as_json = {}, [], False
    rest = list(arguments)
    try:
        while rest:
            word = rest.pop(0)
            if word == "--json":
                as_json = True
            elif word == "--key":
                options["key"] = rest.pop(0).lower()
            elif word == "--commit":
                options["commit"] = commit_hash_of(rest.pop(0))
            else:
                files.append(word)
        if not files:
            raise ValueError("python3 verify_draw.py [--key HEX] [--commit FILE] [--json] BUNDLE...")
        results = []
        for file in files:
            with open(file, "rb") as handle:
                findings, bundle = verify(handle.read(), options)
            results.append((file, findings, bundle))
    except (OSError, ValueError, IndexError, AttributeError, TypeError) as error:
        sys.stderr.write("无法读取 (cannot be read): %s\n" % error)
        return 2
    plans = {}
    for file, findings, bundle in results:
        if bundle is None:
            continue
        before = plans.setdefault(bundle["commit"]["record"]["plan"], (file, bundle["commitHash"]))
        if before[1] != bundle["commitHash"]:
            findings.append(("commit.second", before[0], "", ""))
    if as_json:
        told = [{"file": file, "findings": [one[:2] for one in found]} for file, found, _ in results]
        sys.stdout.write(json.dumps(told) + "\n")
    for file, findings, bundle in [] if as_json else results:
        for code, where, told, right in findings[:LISTED]:
            values = "" if right == "" else "  (所载 told %s, 应为 right %s)" % (told, right)
            print("%s: [%s] %s%s" % (file, code, where, values))
        if len(findings) > LISTED:
            print("%s: 另有 (and more) %d" % (file, len(findings) - LISTED))
        if bundle is not None:
            record = bundle["commit"]["record"]
            print("%s: %s 计划 %s，承诺书 %s，签署公钥 %s" % (file, record["notice"], record["plan"], bundle["commitHash"], record["key"]))
        if not findings:
            print("%s: 全部相符 (everything holds)" % file)
    return 0 if all(not findings for _, findings, _ in results) else 1


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
