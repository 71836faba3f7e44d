using FerroGate.Core.Resources;

namespace FerroGate.Storage.Rows;

/// <summary>A resource of the admin API as a row of the table <c>resource</c>.</summary>
internal static class ResourceRow
{
    public const string Columns = "kind, id, body, version, created_at, updated_at";

    /// <summary>The resource; <c>null</c> where a newer version has made it, which knows more kinds.</summary>
    public static StoredResource? Read(RowReader from)
    {
        var name = from.Text();
        var (id, json, version, createdAt, updatedAt) = (from.Text(), from.Text(), from.Number(), from.Moment(), from.Moment());
        foreach (var kind in ResourceKindNames.All)
        {
            if (ResourceKindNames.Of(kind) == name)
                return new StoredResource(kind, id, json, version, createdAt, updatedAt);
        }

        return null;
    }
}
