using System.Buffers;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace FerroGate.Ai.Counting;

/// <summary>
/// A way in which models cut text into tokens. Its table takes most of a second and tens of megabytes, so it is read when somebody first
/// has to count, in the background, and never for a request that may still be answered without.
/// </summary>
public sealed class TextEncoding
{
    // A text without spaces takes time with the square of its length, so none is given to the tokenizer longer than this. A cut is at
    // a space where there is one, which tokens do not reach over.
    private const int LongestPiece = 1_024;

    private readonly Lazy<Task<TiktokenTokenizer>> _loading;

    private TextEncoding(string name) => _loading = new(() => Task.Run(() => TiktokenTokenizer.CreateForEncoding(name)));

    /// <summary>That of GPT-3.5, of GPT-4 and of the embeddings of their time.</summary>
    public static TextEncoding Cl100k { get; } = new("cl100k_base");

    /// <summary>That of GPT-4o and of what came after it.</summary>
    public static TextEncoding O200k { get; } = new("o200k_base");

    /// <summary>It can count.</summary>
    public bool IsLoaded => _loading is { IsValueCreated: true, Value.IsCompletedSuccessfully: true };

    /// <summary>Begins to load it, if nobody has; completes when it can count.</summary>
    public Task LoadAsync() => _loading.Value;

    /// <summary>The tokens of a text in UTF-8; only where it is loaded.</summary>
    public long Count(ReadOnlySpan<byte> text)
    {
        var chars = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(text.Length));
        try
        {
            return Count(chars.AsSpan(0, Encoding.UTF8.GetChars(text, chars)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    private long Count(ReadOnlySpan<char> text)
    {
        var tokenizer = _loading.Value.Result;
        var tokens = 0L;
        while (!text.IsEmpty)
        {
            var piece = PieceOf(text);
            tokens += tokenizer.CountTokens(text[..piece]);
            text = text[piece..];
        }

        return tokens;
    }

    // A space belongs to the word behind it.
    private static int PieceOf(ReadOnlySpan<char> text)
    {
        if (text.Length <= LongestPiece)
        {
            return text.Length;
        }

        var space = text[..LongestPiece].LastIndexOf(' ');
        return space > 0 ? space : char.IsHighSurrogate(text[LongestPiece - 1]) ? LongestPiece - 1 : LongestPiece;
    }
}
