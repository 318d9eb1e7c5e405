"""A state machine is a table of steps: the service, the page and the docs read the same rows."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cus.kit.errors import WrongState


class HasState(Protocol):
    """Anything with a `state` field that has choices."""

    state: str

    def get_state_display(self) -> str: ...


@dataclass(frozen=True)
class Step:
    """One step: its name in code, its label for people, where it may start, where it ends."""

    name: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str


class Workflow:
    """The steps of one kind of thing."""

    def __init__(self, *steps: Step) -> None:
        self.steps = {step.name: step for step in steps}

    def steps_from(self, state: str) -> list[Step]:
        return [step for step in self.steps.values() if state in step.sources]

    def allows(self, state: str, name: str) -> bool:
        return state in self.steps[name].sources

    def take(self, subject: HasState, name: str) -> None:
        """Move the subject to the target of the step, or raise `WrongState`. Saves nothing."""
        step = self.steps[name]
        if subject.state not in step.sources:
            raise WrongState(
                _("“%(step)s” is not possible now: the state is “%(state)s”. Reload the page to see what changed.")
                % {"step": step.label, "state": subject.get_state_display()}
            )
        subject.state = step.target
