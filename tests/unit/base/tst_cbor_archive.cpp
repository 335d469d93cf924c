// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first, because the moc of Qt 6.4 stumbles over <compare> as the first header

#include "engine/base/cbor/CborFields.h"

namespace everbounce {

struct Letter
{
    NodeId from;
    std::uint64_t number = 0;
    bool urgent = false;
    std::uint64_t hint = 0;
    std::vector<NodeId> copies;
    std::vector<NodeId> seen;

    bool operator==(const Letter &) const = default;
};

constexpr QLatin1String kFrom("from");
constexpr QLatin1String kNumber("number");
constexpr QLatin1String kUrgent("urgent");
constexpr QLatin1String kHint("hint");
constexpr QLatin1String kCopies("copies");
constexpr QLatin1String kSeen("seen");

template<class Archive>
bool fields(Archive &a, Letter &m)
{
    const auto asNode = [](NodeId &id) { return cbor::Node{id}; };
    return a(kFrom, cbor::Node{m.from}) && a(kNumber, cbor::Count{m.number}) &&
           a(kUrgent, cbor::Optional{cbor::Flag{m.urgent}}) && a(kHint, cbor::Lenient{cbor::Count{m.hint}}) &&
           a(kCopies, cbor::Many{m.copies, 2, asNode}) && a(kSeen, cbor::Sound{m.seen, 2, asNode});
}

} // namespace everbounce

using namespace everbounce;

/// Promises of the kinds of fields that all messages use.
class TestCborArchive : public QObject
{
    Q_OBJECT

    static Letter letter() { return {{42}, 7, true, 9, {{43}}, {{44}, {45}}}; }
    static std::optional<Letter> spoilt(QLatin1String key, const QCborValue &value)
    {
        QCborMap map = encoded(letter());
        map[key] = value;
        return decoded<Letter>(map);
    }

private Q_SLOTS:
    void oneDescriptionServesBothDirections() { QCOMPARE(decoded<Letter>(encoded(letter())), letter()); }

    void whatIsBeyondItsBoundIsRefused()
    {
        QVERIFY(spoilt(kNumber, qint64(bounds::maxCount)));
        QVERIFY(!spoilt(kNumber, qint64(bounds::maxCount) + 1));
        QVERIFY(!spoilt(kNumber, QCborValue()));
        QVERIFY(!spoilt(kFrom, 0));
    }

    void anOptionalFieldIsLeftOutOrSound()
    {
        Letter calm = letter();
        calm.urgent = false;
        QVERIFY(!encoded(calm).contains(kUrgent));
        QCOMPARE(decoded<Letter>(encoded(calm)), calm);
        QVERIFY(!spoilt(kUrgent, false));
        QVERIFY(!spoilt(kUrgent, 1));
    }

    void aLenientFieldStaysEmpty()
    {
        QCOMPARE(spoilt(kHint, QStringLiteral("later"))->hint, 0u);
        QCOMPARE(spoilt(kHint, QCborValue())->hint, 0u);
    }

    void oneCrookedEntrySpoilsAListOfMany()
    {
        QVERIFY(spoilt(kCopies, QCborArray{1, 2}));
        QVERIFY(!spoilt(kCopies, QCborArray{1, 0}));
        QVERIFY(!spoilt(kCopies, QCborArray{1, 2, 3}));
    }

    void crookedEntriesAreLeftOutOfASoundList()
    {
        const std::vector<NodeId> good{{1}, {2}};
        QCOMPARE(spoilt(kSeen, QCborArray{1, 0, 2, 3})->seen, good);
    }
};

QTEST_GUILESS_MAIN(TestCborArchive)
#include "tst_cbor_archive.moc"
