"""Distances and shifts on a sphere: enough for "20 km north of", not for surveying."""

from math import asin, cos, degrees, radians, sin, sqrt

EARTH_KM = 6371.0088  # mean radius, IUGG
BEARINGS = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}


def arc_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Return the great-circle distance of two points in degrees (haversine)."""
    half_lat = sin(radians(lat_b - lat_a) / 2)
    half_lon = sin(radians(lon_b - lon_a) / 2)
    root = half_lat**2 + cos(radians(lat_a)) * cos(radians(lat_b)) * half_lon**2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, root)))


def shift_point(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """Return the point ``km`` away on a flat map; good to a few per cent under 500 km."""
    turn = radians(bearing)
    north, east = km * cos(turn), km * sin(turn)
    km_per_degree = EARTH_KM * radians(1.0)
    new_lat = max(-89.9, min(89.9, lat + north / km_per_degree))
    new_lon = lon + east / (km_per_degree * max(0.05, cos(radians(lat))))
    return round(new_lat, 4), round((new_lon + 180) % 360 - 180, 4)


def middle(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> tuple[float, float]:
    """Return the point half-way between two points of one region (not across the date line)."""
    return round((lat_a + lat_b) / 2, 4), round((lon_a + lon_b) / 2, 4)


def degrees_of(km: float) -> float:
    """Return how many degrees of latitude a distance spans."""
    return degrees(km / EARTH_KM)
