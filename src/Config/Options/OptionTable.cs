using FerroGate.Config.Text;

namespace FerroGate.Config.Options;

/// <summary>The options of one block or table, for both languages; an option exists by standing in it.</summary>
internal sealed class OptionTable<T>(IReadOnlyList<Option<T>> options, IReadOnlyList<string> later)
{
    /// <summary>This table with more options, for the names that one language writes elsewhere.</summary>
    public OptionTable<T> With(params IReadOnlyList<Option<T>> more) => new([.. more, .. options], later);

    public bool Has(string name) => options.Any(option => option.Name == name);

    /// <summary>Applies every entry, and says what is wrong with each that cannot be applied.</summary>
    /// <param name="target">What they are applied to.</param>
    /// <param name="entries">What was written.</param>
    /// <param name="owner">What the entries belong to, such as <c>provider</c>.</param>
    /// <param name="context">Where mistakes go.</param>
    public T Read(T target, IEnumerable<OptionEntry> entries, string owner, ConfigContext context)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (options.FirstOrDefault(option => option.Name == entry.Name) is not { } option)
            {
                Refuse(entry, owner, context.Diagnostics);
            }
            else if (!seen.Add(entry.Name) && !option.IsList)
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.DuplicateOption, entry.NameSpan, $"`{entry.Name}` is given twice in this `{owner}`");
            }
            else
            {
                var errors = context.Diagnostics.ErrorCount;
                target = option.Read(target, new OptionReader(entry, context));
                if (context.Diagnostics.ErrorCount > errors)
                    context.MarkWrong(entry.Name);
            }
        }

        return target;
    }

    private void Refuse(OptionEntry entry, string owner, DiagnosticBag diagnostics)
    {
        if (later.Contains(entry.Name))
        {
            diagnostics.NotSupported(entry.NameSpan, $"`{entry.Name}` in `{owner}`");
            return;
        }

        diagnostics.Error(
            DiagnosticCodes.UnknownOption,
            entry.NameSpan,
            $"`{owner}` has no option `{entry.Name}`",
            NearestName.HintOrList(entry.Name, [.. options.Select(option => option.Name)]));
    }
}
