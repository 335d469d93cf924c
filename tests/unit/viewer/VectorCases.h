// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTranslator>

// Reads the cases of tests/vectors, which say what window and page must agree on. They are run over the
// page's code by tests/browser/modules/vectors.test.js.

namespace everbounce {

/// A row for each case of a file.
inline void addCasesOf(const char *file)
{
    QTest::addColumn<QJsonObject>("given");
    QFile read(QStringLiteral(EVERBOUNCE_VECTORS "/%1.json").arg(QLatin1String(file)));
    QVERIFY(read.open(QIODevice::ReadOnly));
    const QJsonArray cases = QJsonDocument::fromJson(read.readAll()).array();
    QVERIFY(!cases.isEmpty());
    for (const QJsonValue &each : cases)
        QTest::newRow(qPrintable(each[QLatin1String("name")].toString())) << each.toObject();
}

/// Of a node that is one letter.
inline NodeId idOf(const QString &letter)
{
    return {letter.isEmpty() ? 0 : quint64(letter.at(0).unicode())};
}
inline QString letterOf(NodeId id)
{
    return QString(QChar(char16_t(id.value)));
}

/// German is spoken while it lives, if the window is built.
class InGerman
{
public:
    InGerman()
    {
#ifdef EVERBOUNCE_GERMAN
        if (m_translator.load(QStringLiteral(EVERBOUNCE_GERMAN)))
            m_spoken = QCoreApplication::installTranslator(&m_translator);
        if (!m_spoken)
            qFatal("The German catalogue cannot be used.");
#endif
    }
    bool isSpoken() const
    {
        return m_spoken;
    }

private:
    QTranslator m_translator; // says nothing more once it is gone
    bool m_spoken = false;
};

} // namespace everbounce
