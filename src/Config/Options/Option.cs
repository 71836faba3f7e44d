namespace FerroGate.Config.Options;

/// <summary>
/// One thing that can be said in a block or table: the single place from which it is read, written, described and checked.
/// </summary>
/// <param name="name">The same in both languages.</param>
/// <param name="summary">A sentence for the documentation.</param>
internal abstract class Option<T>(string name, string summary) : IOption
{
    public string Name { get; } = name;

    public virtual string Key => Name;

    public string Summary { get; } = summary;

    public string? Default { get; init; }

    public OptionPlace Place { get; init; }

    public bool IsRequired { get; init; }

    public bool IsAlias { get; init; }

    public string? Pending { get; init; }

    public abstract bool IsMany { get; }

    public abstract OptionContent Content { get; }

    /// <summary>In a Caddyfile, it takes the lines that no other option knows.</summary>
    public virtual bool TakesRest => false;

    /// <summary>Whether a TOML key is its own.</summary>
    public virtual bool HasKey(string key) => key == Key;

    /// <summary>Whether a line of a Caddyfile's block is its own.</summary>
    public virtual bool HasLine(string name) =>
        name == Name && Place is (OptionPlace.Anywhere or OptionPlace.CaddyfileOnly);

    /// <summary>Applies what was written; gives back what it was given when that is wrong.</summary>
    /// <param name="target">What it is applied to.</param>
    /// <param name="entries">All that was written of this option; at least one.</param>
    /// <param name="owner">What the option belongs to, such as <c>provider</c>.</param>
    /// <param name="context">Where mistakes go.</param>
    public abstract T Read(T target, IReadOnlyList<OptionEntry> entries, string owner, ConfigContext context);

    /// <summary>What must be written to say the same; nothing where nothing was said.</summary>
    public abstract IEnumerable<OptionEntry> Write(T source, ConfigFormat format);
}
