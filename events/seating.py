"""The cheapest way to seat people in places with a limited number of seats: minimum-cost flow by successive shortest paths."""

from collections.abc import Hashable, Mapping
from heapq import heappop, heappush
from typing import Generic, TypeVar

Who = TypeVar("Who", bound=Hashable)
Where = TypeVar("Where", bound=Hashable)


class Seating(Generic[Who, Where]):
    """People who come in one by one. Each gets a place so that all together sit as cheaply as can be; others may move for it.

    A path of moves goes from place to place, never from person to person, so it is short however many people there are."""

    def __init__(self, seats: Mapping[Where, int]) -> None:
        self.where: dict[Who, Where] = {}
        self._turn = 0
        self._free = dict(seats)
        self._costs: dict[Who, Mapping[Where, int]] = {}
        self._moves: dict[Where, dict[Where, list[tuple[int, int, Who]]]] = {place: {} for place in seats}

    def add(self, who: Who, costs: Mapping[Where, int]) -> None:
        """Seat somebody who can sit in these places at these costs; one of them must always have room."""
        self._costs[who] = costs
        distance, came = self._distances(who)
        place = min((place for place in distance if self._free[place]), key=distance.__getitem__)
        self._free[place] -= 1
        came_in = False
        while not came_in:
            mover, left = came[place]
            self._sit(mover, place)
            came_in, place = left == place, left

    def _distances(self, who: Who) -> tuple[dict[Where, int], dict[Where, tuple[Who, Where]]]:
        """What it costs in all to make room in each place and sit there; with who comes to it then, and from where: the
        newcomer from the place itself."""
        distance = dict(self._costs[who])
        came = {place: (who, place) for place in distance}
        ahead = list(distance)
        for place in ahead:  # it grows: a place that became cheaper is looked at again
            for other in self._moves[place]:
                move = self._cheapest(place, other)
                if move and (other not in distance or distance[place] + move[0] < distance[other]):
                    distance[other], came[other] = distance[place] + move[0], (move[1], place)
                    ahead.append(other)
        return distance, came

    def _cheapest(self, place: Where, other: Where) -> tuple[int, Who] | None:
        """Who moves at the least cost from one place to the other."""
        heap = self._moves[place][other]
        while heap and self.where[heap[0][2]] != place:
            heappop(heap)  # has left
        return (heap[0][0], heap[0][2]) if heap else None

    def _sit(self, who: Who, place: Where) -> None:
        costs = self._costs[who]
        self.where[who] = place
        self._turn += 1
        for other in costs:
            if other != place:  # of those who can move at the same cost, whoever sat down last
                heappush(self._moves[place].setdefault(other, []), (costs[other] - costs[place], -self._turn, who))
