"""Scores toponyms: whether they are found, and whether they are put on the right spot of the map.

Three measures, apart, as Gritta, Pilehvar and Collier ask ("A Pragmatic Guide to Geoparsing
Evaluation", Language Resources and Evaluation, 2019): detection
(precision, recall, F1), resolution of what was detected, and the whole chain over all gold
toponyms. Resolution is told by accuracy within 161 km (100 miles; Cheng et al., CIKM 2010), mean
and median error, and the area under the curve of log errors (Jurgens et al., ICWSM 2015; Gritta
et al.), where 0 is best and 1 is the other side of the Earth every time.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import asin, cos, log, radians, sin, sqrt
from statistics import mean, median

from eval.scorers.rates import Counts, count
from eval.scorers.spans import Stretch, count_exact, overlap, pair_overlapping

NEAR_KM = 161.0  # 100 miles
FARTHEST_KM = (
    20_039.0  # half the Earth's circumference, as in Gritta et al.: a toponym without a point errs by it
)
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """Some words of a text and the point they mean; ``lat`` and ``lon`` are None where it has none."""

    start: int
    end: int
    lat: float | None = None
    lon: float | None = None

    @property
    def stretch(self) -> Stretch:
        """Return the words' place in the text."""
        return self.start, self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Errors:
    """How far off the toponyms with a point in gold are: the detected ones' errors, and how many there are."""

    km: tuple[float, ...] = ()
    gold: int = 0

    def __add__(self, other: "Errors") -> "Errors":
        return Errors(km=self.km + other.km, gold=self.gold + other.gold)

    @property
    def near(self) -> int:
        """How many are within 161 km."""
        return sum(error <= NEAR_KM for error in self.km)


def find_distance(one: Toponym, other: Toponym) -> float:
    """Return the great-circle distance in km (haversine); the farthest where one has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return FARTHEST_KM
    half_lat, half_lon = radians(other.lat - one.lat) / 2, radians(other.lon - one.lon) / 2
    root = sin(half_lat) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(half_lon) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, root)))


def count_detected(
    gold: Sequence[Stretch], ours: Sequence[Stretch], neutral: Sequence[Stretch] = (), *, exact: bool
) -> Counts:
    """Count toponyms found. Ours that only meet ``neutral`` stretches are neither right nor wrong."""
    counted = [one for one in ours if not is_excused(one, gold, neutral)]
    if exact:
        return count_exact(gold, counted)
    wanted, given = sorted(set(gold)), sorted(set(counted))
    return count(right=len(pair_overlapping(wanted, given)), given=len(given), gold=len(wanted))


def is_excused(one: Stretch, gold: Collection[Stretch], neutral: Collection[Stretch]) -> bool:
    """Whether a stretch meets something neutral and nothing of gold."""
    return any(overlap(one, other) > 0 for other in neutral) and not any(
        overlap(one, wanted) > 0 for wanted in gold
    )


def measure_errors(gold: Sequence[Toponym], ours: Sequence[Toponym]) -> Errors:
    """Measure how far off ours are, paired with gold's by overlapping words, one to one.

    Gold without a point takes part in the pairing but is not measured; ours without one errs as
    far as can be.
    """
    wanted = {one.stretch: one for one in gold}
    given = {one.stretch: one for one in ours}
    pairs = pair_overlapping(sorted(wanted), sorted(given))
    return Errors(
        km=tuple(find_distance(wanted[a], given[b]) for a, b in pairs if wanted[a].lat is not None),
        gold=sum(one.lat is not None for one in wanted.values()),
    )


def find_area(km: Sequence[float]) -> float | None:
    """Return the area under the curve of sorted log errors, from 0 (best) to 1; None for none."""
    logs = sorted(log(error + 1) for error in km)
    if not logs:
        return None
    if len(logs) == 1:
        return logs[0] / log(FARTHEST_KM)
    steps = sum((logs[at] + logs[at + 1]) / 2 for at in range(len(logs) - 1))  # trapezoidal rule
    return steps / (log(FARTHEST_KM) * (len(logs) - 1))


def find_mean(km: Sequence[float]) -> float | None:
    """Return the mean error in km, None for none."""
    return mean(km) if km else None


def find_median(km: Sequence[float]) -> float | None:
    """Return the median error in km, None for none."""
    return median(km) if km else None
