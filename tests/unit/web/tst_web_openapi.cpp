// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/web/WebFixture.h"

#include <QFile>

using namespace everbounce;

/// Promises of the API's description. Tests beside the page's check the answers against it with a JSON Schema
/// validator.
class TestWebOpenApi : public QObject
{
    Q_OBJECT

private:
    /// "GET /api/v1/ball" and so on.
    static QStringList described()
    {
        QFile file(QStringLiteral(":/everbounce/openapi.json"));
        const bool opened = file.open(QIODevice::ReadOnly);
        const QJsonObject paths = QJsonDocument::fromJson(opened ? file.readAll() : QByteArray())
                                      .object()
                                      .value(QStringLiteral("paths"))
                                      .toObject();
        QStringList operations;
        for (const QString &path : paths.keys()) {
            for (const QString &method : paths.value(path).toObject().keys())
                operations.append(method.toUpper() + QLatin1Char(' ') + path);
        }
        operations.sort();
        return operations;
    }

private Q_SLOTS:
    void describesEveryRouteAndNothingElse()
    {
        QStringList served;
        const QMap<QString, QByteArrayList> routes = Gateway().routes();
        for (auto route = routes.begin(); route != routes.end(); ++route) {
            const bool ofPage = route.key().startsWith(QLatin1String("/page/"));
            const bool inFolder = route.key().count(QLatin1Char('/')) > 2;
            for (const QByteArray &method : *route)
                served.append(QString::fromLatin1(method) + QLatin1Char(' ') +
                              (!ofPage    ? route.key()
                               : inFolder ? QStringLiteral("/page/{folder}/{file}")
                                          : QStringLiteral("/page/{file}")));
        }
        served.sort();
        served.removeDuplicates();
        QVERIFY(served.contains(QLatin1String("POST /api/v1/nudge")));
        QCOMPARE(described(), served);
    }
};

QTEST_GUILESS_MAIN(TestWebOpenApi)
#include "tst_web_openapi.moc"
