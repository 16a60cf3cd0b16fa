"""Attendance: who came to a meeting, stayed away, or is expected."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.models.leaders import Leader
from coalition.models.meetings import Meeting
from coalition.models.parties import Party
from coalition.models.text import LineField, ProseField


class AttendanceStatus(models.TextChoices):
    ATTENDED = "attended", _("Attended")
    ABSENT = "absent", _("Absent")
    EXPECTED = "expected", _("Expected")
    INVITED = "invited", _("Invited")
    DECLINED = "declined", _("Declined")


#: The only statuses that can have a reason.
ABSENCES = (AttendanceStatus.ABSENT, AttendanceStatus.DECLINED)


class Role(models.TextChoices):
    HOST = "host", _("Host")
    CONVENER = "convener", _("Convener")
    CHAIR = "chair", _("Chair")
    PARTICIPANT = "participant", _("Participant")


class ReasonGiven(models.TextChoices):
    """Silence has kinds: that no reason was given is a fact; that nobody asked is another."""

    GIVEN = "given", _("A reason was given")
    NOT_GIVEN = "not_given", _("No reason was given")
    NOT_ASKED = "not_asked", _("Nobody asked")


class Attendance(models.Model):
    """What a source says of one leader, or of one party as such, and one meeting.

    A leader or party without a row was *not named*, which is not the same as absent.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="attendances"
    )
    party = models.ForeignKey(
        Party,
        verbose_name=_("party"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attendances",
        help_text=_("The party for which the leader came, on that day. Empty for an independent."),
    )
    leader = models.ForeignKey(
        Leader,
        verbose_name=_("leader"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attendances",
        help_text=_("Empty if the row speaks of the party as such: “no leader of the party came”."),
    )
    status = models.CharField(_("status"), max_length=8, choices=AttendanceStatus.choices)
    role = models.CharField(
        _("role"), max_length=11, choices=Role.choices, default=Role.PARTICIPANT
    )
    on_behalf_of = models.ForeignKey(
        Leader,
        verbose_name=_("on behalf of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="represented_at",
    )
    described_as = LineField(
        _("described as"),
        max_length=200,
        blank=True,
        help_text=_("The office as the source puts it."),
    )
    named_as = LineField(
        _("named as"),
        max_length=200,
        blank=True,
        help_text=_("The name as printed, if it differs."),
    )
    reason = ProseField(_("reason"), max_length=1000, blank=True)
    reason_given = models.CharField(
        _("was a reason given?"), max_length=9, choices=ReasonGiven.choices, blank=True
    )

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["meeting", "pk"]
        indexes = [
            # Hardly anybody is still expected, and those are asked for.
            models.Index(
                fields=["meeting"],
                condition=models.Q(status=AttendanceStatus.EXPECTED),
                name="coalition_attendance_expected",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "leader"],
                condition=models.Q(leader__isnull=False),
                name="%(app_label)s_%(class)s_once_per_leader",
                violation_error_message=_(
                    "This leader already has a row. Change that row instead."
                ),
            ),
            models.UniqueConstraint(
                fields=["meeting", "party"],
                condition=models.Q(leader__isnull=True),
                name="%(app_label)s_%(class)s_once_per_party",
                violation_error_message=_(
                    "The party as such already has a row. Change that row instead."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(party__isnull=False) | models.Q(leader__isnull=False),
                name="%(app_label)s_%(class)s_party_or_leader",
                violation_error_message=_("Name a leader, a party, or both."),
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=AttendanceStatus.values),
                name="%(app_label)s_%(class)s_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="%(app_label)s_%(class)s_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=ABSENCES) | models.Q(reason="", reason_given=""),
                name="%(app_label)s_%(class)s_reason_only_if_absent",
                violation_error_message=_(
                    "Only an absence has a reason. Empty the reason, or set the status to "
                    "absent or declined."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(reason="", reason_given__in=["", *ReasonGiven.values])
                & ~models.Q(reason_given=ReasonGiven.GIVEN)
                | ~models.Q(reason="") & models.Q(reason_given=ReasonGiven.GIVEN),
                name="%(app_label)s_%(class)s_reason_as_given",
                violation_error_message=_(
                    "A reason is written down if, and only if, one was given."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(on_behalf_of__isnull=True)
                | (models.Q(leader__isnull=False) & ~models.Q(on_behalf_of=models.F("leader"))),
                name="%(app_label)s_%(class)s_on_behalf_of_another",
                violation_error_message=_(
                    "Only a leader can stand in, and only for somebody else."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leader or self.party}: {self.get_status_display()}"
