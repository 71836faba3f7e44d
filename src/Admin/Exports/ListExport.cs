using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FerroGate.Admin.AuditEvents;
using FerroGate.Admin.BillingEvents;
using FerroGate.Admin.RequestLogs;
using FerroGate.Core.Ledger;
using FerroGate.Core.Records;

namespace FerroGate.Admin.Exports;

/// <summary>Writes whole lists, row by row, with the fields that the admin API shows.</summary>
public static class ListExport
{
    public static long Write(IEnumerable<LedgerEntry> entries, ExportFormat format, TextWriter to) =>
        Write(entries.Select(BillingEventView.Of), AdminJson.Default.BillingEventView, format, to);

    public static long Write(IEnumerable<RequestRecord> records, ExportFormat format, TextWriter to) =>
        Write(records.Select(RequestLogView.Of), AdminJson.Default.RequestLogView, format, to);

    public static long Write(IEnumerable<AuditEvent> events, ExportFormat format, TextWriter to) =>
        Write(events.Select(AuditEventView.Of), AdminJson.Default.AuditEventView, format, to);

    /// <returns>How many rows were written.</returns>
    private static long Write<T>(IEnumerable<T> rows, JsonTypeInfo<T> json, ExportFormat format, TextWriter to)
    {
        var csv = format == ExportFormat.Csv ? new CsvTable(json, to) : null;
        var count = 0L;
        foreach (var row in rows)
        {
            if (csv is null)
            {
                to.Write(JsonSerializer.Serialize(row, json));
                to.Write('\n');
            }
            else
            {
                csv.Write(JsonSerializer.SerializeToElement(row, json));
            }

            count++;
        }

        return count;
    }
}
