// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/NodeProfile.h"

#include "engine/base/CborFields.h"

namespace everbounce {
namespace {

constexpr QLatin1String kMajor("major");
constexpr QLatin1String kMinor("minor");
constexpr QLatin1String kId("id");
constexpr QLatin1String kName("name");
constexpr QLatin1String kVersion("version");
constexpr QLatin1String kUrl("url");
constexpr QLatin1String kPort("port");

constexpr int mostVersions = 1'000'000;
constexpr qsizetype maxNameBytes = 96;
constexpr qsizetype maxVersionBytes = 32;
constexpr qsizetype maxUrlBytes = 160;

QString clipped(QString text, qsizetype maxBytes)
{
    while (text.toUtf8().size() > maxBytes)
        text.chop(text.back().isLowSurrogate() ? 2 : 1);
    return text;
}

/// A text that is cut to this many bytes when it is written, and refused if it comes with more.
struct ShortText
{
    QString &value;
    qsizetype maxBytes;

    QCborValue write() const { return clipped(value, maxBytes); }
    bool read(const QCborValue &from)
    {
        return cbor::keep(value, from.isString() && from.toString().toUtf8().size() <= maxBytes,
                          from.toString());
    }
};

/// People click on it, so it must be a web page and must not name another machine's interface. It is left
/// empty otherwise.
struct Page
{
    QUrl &value;

    QCborValue write() const
    {
        const QString url = value.toString(QUrl::FullyEncoded);
        return url.toUtf8().size() <= maxUrlBytes ? url : QString();
    }
    bool read(const QCborValue &from)
    {
        QString text;
        const bool isSound = ShortText{text, maxUrlBytes}.read(from);
        const QUrl page(text, QUrl::StrictMode);
        const bool isWeb = page.scheme() == QLatin1String("http") || page.scheme() == QLatin1String("https");
        cbor::keep(value, isSound && isWeb && !page.host().contains(u'%'), page);
        return isSound;
    }
};

} // namespace

template<class Archive>
bool fields(Archive &a, NodeProfile &m)
{
    return a(kMajor, cbor::Number{m.major, 0, mostVersions}) &&
           a(kMinor, cbor::Number{m.minor, 0, mostVersions}) && a(kId, cbor::Node{m.id}) &&
           a(kName, ShortText{m.name, maxNameBytes}) && a(kVersion, ShortText{m.version, maxVersionBytes});
}

/// Those that may differ between majors.
template<class Archive>
bool fieldsOfMajor(Archive &a, NodeProfile &m)
{
    return a(kUrl, Page{m.url}) && a(kPort, cbor::Number{m.linkPort, 0, 65535});
}

QCborMap encodeProfile(const NodeProfile &profile)
{
    NodeProfile copy = profile;
    CborWriter writer{encoded(profile)};
    fieldsOfMajor(writer, copy);
    return writer.map;
}

std::optional<NodeProfile> decodeProfile(const QCborMap &map)
{
    auto profile = decoded<NodeProfile>(map);
    CborReader reader{map};
    if (profile && profile->major == protocolMajor && !fieldsOfMajor(reader, *profile))
        return std::nullopt;
    return profile;
}

} // namespace everbounce
