// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first, because the moc of Qt 6.4 stumbles over <compare> as the first header

#include "engine/lease/peer/LeaseCodec.h"
#include "engine/lease/peer/LeaseIntake.h"

using namespace everbounce;
using namespace std::chrono_literals;

/// When what travels along with a message of the lease counts.
class TestLeaseIntake : public QObject
{
    Q_OBJECT

    static constexpr NodeId self{1};
    static constexpr NodeId other{2};
    static constexpr NodeId third{3};

    /// Notes what it is handed, and whether this node holds by then.
    struct Parcel : LeasePayload
    {
        const LeaseCore *core = nullptr;
        QStringList handed;

        void note(const char *how)
        {
            handed.append(
                QString::fromLatin1(core->isHolder() ? "%1, holding" : "%1").arg(QLatin1String(how)));
        }
        Freshness freshness() const override { return {0, std::uint64_t(handed.size()), 0}; }
        bool onSuccession(const Carrier &) override
        {
            note("succession");
            return true;
        }
        void onRenewal(const Carrier &) override { note("renewal"); }
    };

    std::unique_ptr<LeaseCore> m_core;
    Parcel m_parcel;
    Instant m_now{0};

    LeaseOutcome say(NodeId from, const LeaseBody &body)
    {
        return takeLeaseMessage(*m_core, m_parcel, m_now, from, encodeLeaseMessage({{}, body}), false);
    }

    /// This node wants a lease, and waits for votes.
    Lease claimed()
    {
        m_now += 300ms;
        for (const LeaseAction &action : m_core->wake(m_now)) {
            const auto *send = std::get_if<Send>(&action);
            if (const auto *claim = send ? std::get_if<Claim>(&send->message.body) : nullptr)
                return claim->lease;
        }
        return {};
    }

private Q_SLOTS:
    void init()
    {
        m_now = {};
        m_core = std::make_unique<LeaseCore>(self);
        m_parcel = Parcel();
        m_parcel.core = m_core.get();
        m_core->start(m_now);
        m_core->linkUp(m_now, other);
        m_core->linkUp(m_now, third);
    }

    void aRenewalIsHandedOverWithTheLeaseInForce()
    {
        QVERIFY(say(other, Renewal{{5, other}}).renewed);
        QCOMPARE(m_parcel.handed, QStringList{QStringLiteral("renewal")});
        QCOMPARE(m_core->lease(), (Lease{5, other}));
    }

    void aRenewalInAnotherOnesNameIsNot()
    {
        say(other, Renewal{{5, other}});
        m_parcel.handed.clear();
        QVERIFY(!say(third, Renewal{{5, other}}).renewed);
        QCOMPARE(m_parcel.handed, QStringList());
    }

    void aRenewalOfALowerLeaseIsNot()
    {
        say(other, Renewal{{5, other}});
        m_parcel.handed.clear();
        QVERIFY(!say(third, Renewal{{4, third}}).renewed);
        QCOMPARE(m_parcel.handed, QStringList());
    }

    void aVoteIsHandedOverBeforeItCounts()
    {
        const Lease lease = claimed();
        QCOMPARE(lease.holder, self);
        say(other, Vote{lease});
        QVERIFY(!m_core->isHolder()); // the third one has not voted yet
        say(third, Vote{lease});
        QVERIFY(m_core->isHolder());
        QCOMPARE(m_parcel.handed, (QStringList{QStringLiteral("succession"), QStringLiteral("succession")}));
    }

    void aVoteWhileAnotherOneHoldsIsNot()
    {
        say(other, Renewal{{5, other}});
        m_parcel.handed.clear();
        say(third, Vote{{6, self}});
        QCOMPARE(m_parcel.handed, QStringList());
    }

    void aHandoverIsHandedOverBeforeItCounts()
    {
        say(other, Renewal{{5, other}});
        m_parcel.handed.clear();
        say(other, Handover{{5, other}});
        QVERIFY(m_core->isHolder());
        QCOMPARE(m_parcel.handed, QStringList{QStringLiteral("succession")});
    }

    void aHandoverByWhoDoesNotHoldIsNot()
    {
        say(other, Renewal{{5, other}});
        m_parcel.handed.clear();
        say(third, Handover{{5, third}});
        QVERIFY(!m_core->isHolder());
        QCOMPARE(m_parcel.handed, QStringList());
    }

    void nothingElseIsHandedOver()
    {
        const Lease lease{5, other};
        for (const LeaseBody &body : {LeaseBody(Lost{lease}), LeaseBody(Ask{1}), LeaseBody(Claim{lease}),
                                      LeaseBody(Known{0, lease, 400ms})})
            say(other, body);
        QCOMPARE(m_parcel.handed, QStringList());
    }

    void aTermThatLeapsIsRefused()
    {
        say(other, Renewal{{5, other}});
        m_parcel.handed.clear();
        QVERIFY(say(third, Claim{{5'000'000, third}}).refusal == refusals::termLeaps);
        QCborMap absurd = encodeLeaseMessage({{}, Claim{{6, third}}});
        absurd[QLatin1String("lease")] = 7;
        QVERIFY(takeLeaseMessage(*m_core, m_parcel, m_now, third, absurd, false).refusal ==
                refusals::leaseOutOfBounds);
        QCOMPARE(m_parcel.handed, QStringList());
    }
};

QTEST_GUILESS_MAIN(TestLeaseIntake)
#include "tst_lease_intake.moc"
