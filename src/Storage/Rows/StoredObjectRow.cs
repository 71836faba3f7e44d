using FerroGate.Core.Exchanges;
using FerroGate.Core.Stored;

namespace FerroGate.Storage.Rows;

/// <summary>Something stored at a provider as a row of the table <c>stored_object</c>.</summary>
internal static class StoredObjectRow
{
    public const string Columns =
        "id, kind, response_id, exchange_id, key_id, " + SharedColumns.Tenant + ", model, provider, account, context_tokens, created_at";

    public static void Write(RowWriter to, StoredObject stored) => to
        .Text(stored.Id)
        .Number((long)stored.Kind)
        .Text(stored.ResponseId)
        .Id(stored.ExchangeId.Value)
        .Text(stored.KeyId)
        .Tenant(stored.Tenant)
        .Text(stored.Model)
        .Text(stored.Provider)
        .Text(stored.Account.Text)
        .Number(stored.ContextTokens)
        .Moment(stored.CreatedAt);

    public static StoredObject Read(RowReader from) => new()
    {
        Id = from.Text(),
        Kind = (StoredKind)from.Number(),
        ResponseId = from.Text(),
        ExchangeId = new ExchangeId(from.Id()),
        KeyId = from.Text(),
        Tenant = from.Tenant(),
        Model = from.Text(),
        Provider = from.Text(),
        Account = new AccountId(from.Text()),
        ContextTokens = from.Number(),
        CreatedAt = from.Moment(),
    };
}
