"""What the process has done so far, in Prometheus' format: names of statements and numbers, no values."""

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph.gateway import Run

SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)


class Metrics:
    """Counts the statements of one process; `watch` is for a gateway, `route` for the application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._seconds = Histogram(
            "tsunagu_statement_seconds",
            "Time a statement took, tries included.",
            ["statement"],
            buckets=SECONDS,
            registry=self._registry,
        )
        self._rows = Counter(
            "tsunagu_statement_rows",
            "Rows a statement has brought.",
            ["statement"],
            registry=self._registry,
        )
        self._failures = Counter(
            "tsunagu_statement_failures",
            "Times a statement has failed, by the code of the error.",
            ["statement", "code"],
            registry=self._registry,
        )

    def watch(self, run: Run) -> None:
        """Count one statement that was run."""
        self._seconds.labels(run.name).observe(run.seconds)
        self._rows.labels(run.name).inc(run.rows)
        if run.failed:
            self._failures.labels(run.name, run.failed).inc()

    def route(self) -> Route:
        """`/metrics`, for a collector on this machine."""

        async def metrics(_: Request) -> Response:
            text = generate_latest(self._registry)
            return Response(text, headers={"content-type": CONTENT_TYPE_LATEST})

        return Route("/metrics", metrics)
