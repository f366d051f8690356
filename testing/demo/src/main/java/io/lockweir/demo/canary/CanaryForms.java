package io.lockweir.demo.canary;

import io.lockweir.demo.bank.ColumnKind;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The forms in which a canary could be lying around: plain, UTF-16, base64 at any alignment, hexadecimal, binary. */
final class CanaryForms {
    private CanaryForms() {}

    /** Name of the form → the bytes to search for. A date is searched as text only: its four binary bytes prove nothing. */
    static Map<String, byte[]> of(Canary canary) {
        Map<String, byte[]> forms = new LinkedHashMap<>();
        if (canary.kind() == ColumnKind.BYTES) {
            addBinary(forms, "bytes", HexFormat.of().parseHex(canary.token()));
            return forms;
        }
        List<String> texts = new ArrayList<>(List.of(canary.token()));
        if (canary.kind() == ColumnKind.NUMERIC) {
            BigDecimal number = new BigDecimal(canary.token());
            texts.add(number.unscaledValue().toString());
            addBinary(forms, "unscaled bytes", number.unscaledValue().toByteArray());
        }
        for (String text : texts) {
            String name = text.equals(canary.token()) ? "" : "unscaled ";
            addText(forms, name + "UTF-8", text, StandardCharsets.UTF_8);
            addText(forms, name + "UTF-16LE", text, StandardCharsets.UTF_16LE);
            addText(forms, name + "UTF-16BE", text, StandardCharsets.UTF_16BE);
        }
        return forms;
    }

    private static void addText(Map<String, byte[]> forms, String name, String text, Charset charset) {
        addBinary(forms, name, text.getBytes(charset));
    }

    private static void addBinary(Map<String, byte[]> forms, String name, byte[] bytes) {
        forms.put(name, bytes);
        for (int alignment = 0; alignment < 3; alignment++) {
            forms.put(name + " in base64 at " + alignment, base64(bytes, alignment, Base64.getEncoder()));
            forms.put(name + " in base64url at " + alignment, base64(bytes, alignment, Base64.getUrlEncoder()));
        }
        String hex = HexFormat.of().formatHex(bytes);
        forms.put(name + " in hex", hex.getBytes(StandardCharsets.US_ASCII));
        forms.put(name + " in upper-case hex", hex.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
    }

    /** The base64 characters that these bytes alone decide when {@code alignment} unknown bytes stand before them. */
    private static byte[] base64(byte[] bytes, int alignment, Base64.Encoder encoder) {
        byte[] shifted = new byte[alignment + bytes.length];
        System.arraycopy(bytes, 0, shifted, alignment, bytes.length);
        int from = (alignment * 8 + 5) / 6;
        int to = shifted.length * 8 / 6;
        return Arrays.copyOfRange(encoder.encode(shifted), from, to);
    }
}
