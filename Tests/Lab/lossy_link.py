"""A distant place in the guest: a network namespace at the far end of a link that is slow and loses packets."""

_FAR, _HERE, _THERE = "far", "10.9.0.1", "10.9.0.2"
# Each end delays and loses what it sends. A packet of the link is a packet of the wire: without the last option a pair
# of veth carries up to 64 KB as one, and so much would be lost at once. A queue that is long enough loses no more.
_SCRIPT = """set -e
modprobe veth
modprobe sch_netem
{ip} netns add {far}
{ip} link add near type veth peer name far netns {far}
{ip} address add {here}/24 dev near
{ip} -n {far} address add {there}/24 dev far
{ip} link set near up gso_max_segs 1
{ip} -n {far} link set far up gso_max_segs 1
{tc} qdisc add dev near root netem delay {delay}ms loss {loss}% limit 10000
{through} {tc} qdisc add dev far root netem delay {delay}ms loss {loss}% limit 10000
"""


class LossyLink:
    """The link, from its making until `remove`; the delay is one way, in milliseconds, the loss in percent each way."""

    # Busybox has programs of the same names, which can do less.
    _IP, _TC = "/usr/bin/ip", "/usr/bin/tc"

    address = _HERE
    through = f"{_IP} netns exec {_FAR}"

    def __init__(self, guest, delay, loss):
        self._guest = guest
        guest.check(_SCRIPT.format(ip=self._IP, tc=self._TC, far=_FAR, here=_HERE, there=_THERE, through=self.through,
                                   delay=delay, loss=loss))

    def round_trip(self):
        """The shortest of some round trips, in milliseconds, as ping(8) measures it."""
        # Of ten no more than a few are lost; the first waits for an address.
        told = self._guest.run(f"ping -c 10 -i 0.1 -W 1 {_THERE}").output
        return float(told.rpartition(" = ")[2].split("/")[0])

    def lost(self):
        """How many packets the near end has lost."""
        told = self._guest.check(f"{self._TC} -s qdisc show dev near")
        return int(told.partition("dropped ")[2].split(",")[0])

    def remove(self):
        """Takes the link away."""
        self._guest.check(f"{self._IP} link delete near; {self._IP} netns delete {_FAR}")
