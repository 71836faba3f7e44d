using FerroGate.Core.Lists;

namespace FerroGate.Admin.Lists;

/// <summary>What the rows of a list can be told apart by, under the names that the list shows it by.</summary>
/// <param name="Status">What the list calls the HTTP status; <c>null</c> where its rows have none, and are of no exchange.</param>
/// <param name="Fields">The fields.</param>
internal sealed record ListFields(string? Status, params IReadOnlyList<ListField> Fields)
{
    public IEnumerable<string> Names => Fields.Select(ListFieldNames.Of);

    public ListField? Find(string name)
    {
        foreach (var field in Fields)
        {
            if (ListFieldNames.Of(field) == name)
                return field;
        }

        return null;
    }
}
