using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Stored;
using FerroGate.Storage.Journal.Encoding;

namespace FerroGate.Storage.Sqlite;

/// <summary>What is held for a response in the background as a row of the table <c>background_hold</c>.</summary>
internal static class BackgroundHoldRow
{
    public const string Columns =
        "exchange_id, reserved_at, key_id, " + SharedColumns.Tenant + ", model, prompt_estimate, held_tokens, output_assumed, " +
        "response_id, provider, provider_model, account, headers, failed_attempts, held_nano_usd";

    public static RowWriter Write(RowWriter to, BackgroundHold hold) => to
        .Id(hold.Exchange.ExchangeId.Value)
        .Moment(hold.Exchange.ReservedAt)
        .Text(hold.Exchange.KeyId)
        .Tenant(hold.Exchange.Tenant)
        .Text(hold.Exchange.Model)
        .Number(hold.Exchange.PromptEstimate)
        .Number(hold.Exchange.HeldTokens)
        .Flag(hold.Exchange.OutputAssumed)
        .Text(hold.ResponseId)
        .Text(hold.Provider)
        .Text(hold.ProviderModel)
        .Text(hold.Account.Text)
        .Text(hold.Headers)
        .Bytes(FormOf(hold.Exchange.Failed))
        .Number(hold.Exchange.HeldNanoUsd);

    public static BackgroundHold Read(RowReader from)
    {
        var exchange = new OpenedExchange(
            new ExchangeId(from.Id()), from.Moment(), from.Text(), from.Tenant(), from.Text(), from.Number(), from.Number(), from.Flag());
        var hold = new BackgroundHold(exchange, from.Text(), from.Text(), from.Text(), new AccountId(from.Text())) { Headers = from.Text() };
        return hold with { Exchange = exchange with { Failed = OpenedForm.Read(new FieldReader(from.BytesOrNull())).Failed, HeldNanoUsd = from.Number() } };
    }

    private static byte[]? FormOf(IReadOnlyList<LedgerEntry> failed)
    {
        if (failed.Count == 0)
            return null;

        var form = new RecordBuffer();
        OpenedForm.WriteFailed(new FieldWriter(form), failed);
        return form.Written.ToArray();
    }
}
