"""Notes what a page does behind its face: requests, errors, and breaches of the content security policy."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError

# The property is read back by `violations`; workers report theirs on the console.
NOTE_VIOLATIONS = """
window.policyViolations = [];
document.addEventListener('securitypolicyviolation', (event) => {
  window.policyViolations.push(`${event.effectiveDirective} ${event.blockedURI}`);
});
"""


@dataclass
class Watch:
    """What was seen in one browser context so far."""

    origin: str
    requests: list[Request] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    policy_messages: list[str] = field(default_factory=list)

    def attach(self, context: BrowserContext) -> None:
        """Begin to watch all pages of a context."""
        context.add_init_script(NOTE_VIOLATIONS)
        context.on("request", self._note_request)
        context.on("console", self._note_message)
        context.on("weberror", self._note_error)

    def _note_request(self, request: Request) -> None:
        self.requests.append(request)

    def _note_message(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.policy_messages.append(message.text)
        elif message.type == "error":
            self.errors.append(message.text)

    def _note_error(self, error: WebError) -> None:
        self.errors.append(str(error.error))

    def network_requests(self) -> list[Request]:
        """The requests that could leave the browser; addresses of memory in the page itself cannot."""
        return [request for request in self.requests if not request.url.startswith(("blob:", "data:"))]

    def strays(self) -> list[str]:
        """The requests that are not a GET of a file of the site."""
        return [
            f"{request.method} {request.url}"
            for request in self.network_requests()
            if request.method != "GET" or not request.url.startswith(f"{self.origin}/")
        ]

    def violations(self, page: Page) -> list[str]:
        """Breaches of the content security policy, in the page and in its workers."""
        in_page: list[str] = page.evaluate("window.policyViolations")
        return in_page + self.policy_messages
