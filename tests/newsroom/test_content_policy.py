"""The kept policy is the library's own, and a view's exception still counts."""

from csp.decorators import csp_exempt, csp_replace
from csp.utils import build_policy
from django.http import HttpResponse
from django.test import RequestFactory, SimpleTestCase

from newsroom.content_policy import ContentPolicyMiddleware


class ContentPolicyTests(SimpleTestCase):
    def answer(self, view):
        return ContentPolicyMiddleware(view)(RequestFactory().get("/"))

    def test_policy_of_an_ordinary_answer_is_what_the_library_builds(self):
        response = self.answer(lambda request: HttpResponse())
        assert response["Content-Security-Policy"] == build_policy()
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]

    def test_policy_replaced_by_a_view_is_sent(self):
        view = csp_replace({"frame-ancestors": ["https://partner.example.org"]})(
            lambda request: HttpResponse()
        )
        policy = self.answer(view)["Content-Security-Policy"]
        assert "frame-ancestors https://partner.example.org" in policy

    def test_policy_of_an_exempt_view_is_absent(self):
        response = self.answer(csp_exempt()(lambda request: HttpResponse()))
        assert "Content-Security-Policy" not in response

    def test_policy_set_by_the_view_itself_is_kept(self):
        response = self.answer(
            lambda request: HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})
        )
        assert response["Content-Security-Policy"] == "default-src 'none'"
