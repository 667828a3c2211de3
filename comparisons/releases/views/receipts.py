"""Checking a receipt: open to everybody who has one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comparisons.releases.forms import ReceiptForm
from comparisons.releases.receipt_page import receipt_page
from comparisons.releases.receipts import InvalidReceiptError, public_key, verify_file
from tenants.membership.permissions import open_to_everyone


@open_to_everyone
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Say whether a receipt was signed by this service and is unchanged. Nothing is stored."""
    form = ReceiptForm(request.POST or None, request.FILES or None)
    content = None
    if request.method == "POST" and form.is_valid():
        try:
            content = verify_file(form.cleaned_data["text"])
        except InvalidReceiptError:
            form.add_error(
                None,
                _("This is not a genuine receipt: at least one character differs from what this service signed."),
            )
    context = {"form": form, "content": content and receipt_page(content), "public_key": public_key()}
    status = 422 if request.method == "POST" and content is None else 200
    return render(request, "releases/check_receipt.html", context, status=status)
