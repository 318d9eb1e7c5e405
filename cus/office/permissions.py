"""Who may open the staff side, and who may change the team."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from cus.accounts.models import CASE_STAFF, User

View = Callable[..., HttpResponse]


def staff_only(view: View) -> View:
    """Everybody else does not even learn that the page exists."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_staff_of_centre:  # type: ignore[union-attr]
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def may_read_history(user: User) -> bool:
    """Who changed what and who looked: the director, organisers, coordinators and social workers."""
    return user.has_role(*CASE_STAFF)
