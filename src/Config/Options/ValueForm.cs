using FerroGate.Config.Text;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Config.Options;

/// <summary>
/// A kind of value: how it is read, how it is written, and what the documentation, the JSON Schema and the tests say of it.
/// </summary>
internal sealed record ValueForm<T>
{
    /// <summary>Its name in the documentation, such as <c>duration</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What an error asks for, such as <c>a whole number</c>.</summary>
    public required string Wanted { get; init; }

    /// <summary>What TOML may write it as; the first is how it is written.</summary>
    public required IReadOnlyList<ValueKind> Kinds { get; init; }

    /// <summary>Gives <c>null</c> for what is wrong, and says so.</summary>
    public required Func<ValueReader, OptionValue, Setting<T>?> Read { get; init; }

    public required Func<T, string> Write { get; init; }

    /// <summary>Values that are right; the documentation shows them, and tests use them.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>All the words it can be, where they are few.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The case of letters does not count in <see cref="Choices"/>.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>All the words it can be, where other rooms own them.</summary>
    public Func<Vocabulary, IReadOnlyCollection<string>>? Known { get; init; }

    public ValueBounds Bounds { get; init; } = ValueBounds.None;

    /// <summary>Whether a value is kept out of sight.</summary>
    public Func<T, bool> IsSecret { get; init; } = static _ => false;

    /// <summary>The value as an option has it.</summary>
    public OptionValue ToValue(T value) => OptionValue.Of(Write(value), Kinds) with { IsSecret = IsSecret(value) };

    /// <summary>The same kind of value with other examples.</summary>
    public ValueForm<T> Such(string name, params IReadOnlyList<string> examples) => this with { Name = name, Examples = examples };

    /// <summary>The same without some words that Caddy has: an error says that they are known, and not supported.</summary>
    public ValueForm<T> Refusing(params IReadOnlyList<string> words) => this with
    {
        Read = (reader, value) =>
        {
            if (!words.Contains(value.Text))
                return Read(reader, value);

            reader.Context.Diagnostics.NotSupported(value.Span, $"`{value.Text}`", Choices.Count > 0 ? $"there are {string.Join(", ", Choices)}" : null);
            return null;
        },
    };
}
